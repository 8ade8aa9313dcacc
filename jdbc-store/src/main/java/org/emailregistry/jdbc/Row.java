package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row by name. Names must be unique: of two equal ones, drivers silently read the first. */
final class Row {
    private final ResultSet set;
    private final Dialect dialect;

    Row(ResultSet set, Dialect dialect) {
        this.set = set;
        this.dialect = dialect;
    }

    /** Moves to the next row; returns false if there is none. */
    boolean next() throws SQLException {
        return set.next();
    }

    boolean isNull(String column) throws SQLException {
        return set.getObject(column) == null;
    }

    String key(String column) throws SQLException {
        return dialect.key(set, column);
    }

    String text(String column) throws SQLException {
        return requireNonNull(optionalText(column), column);
    }

    @Nullable
    String optionalText(String column) throws SQLException {
        return set.getString(column);
    }

    /** Returns an empty text for null, which this library never writes here: validation then refuses the row. */
    String textOrEmpty(String column) throws SQLException {
        @Nullable String text = optionalText(column);
        return text == null ? "" : text;
    }

    byte[] bytesOrEmpty(String column) throws SQLException {
        byte @Nullable [] bytes = set.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }

    long number(String column) throws SQLException {
        return set.getLong(column);
    }

    Optional<Long> optionalNumber(String column) throws SQLException {
        long number = number(column);
        return set.wasNull() ? Optional.empty() : Optional.of(number);
    }

    boolean flag(String column) throws SQLException {
        return number(column) != 0;
    }

    Instant instant(String column) throws SQLException {
        return instant(number(column));
    }

    Optional<Instant> optionalInstant(String column) throws SQLException {
        return optionalNumber(column).map(Row::instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
