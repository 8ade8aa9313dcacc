package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row from left to right. */
final class Row {
    private final ResultSet set;
    private final Dialect dialect;
    private int last;

    Row(ResultSet set, Dialect dialect) {
        this.set = set;
        this.dialect = dialect;
    }

    /** Goes to the next row; false if there is none. */
    boolean next() throws SQLException {
        last = 0;
        return set.next();
    }

    /** Leaves columns out. */
    void skip(int columns) {
        last += columns;
    }

    /** Whether the next column is empty; does not leave it. */
    boolean isNextNull() throws SQLException {
        return set.getObject(last + 1) == null;
    }

    String key() throws SQLException {
        return dialect.key(set, ++last);
    }

    /** A key at a place, from 1 on, whatever was read before. */
    String keyAt(int column) throws SQLException {
        return dialect.key(set, column);
    }

    String text() throws SQLException {
        return requireNonNull(optionalText(), "column");
    }

    @Nullable
    String optionalText() throws SQLException {
        return set.getString(++last);
    }

    /** What a stranger's hand has emptied is judged like what it has written. */
    String textOrEmpty() throws SQLException {
        @Nullable String text = optionalText();
        return text == null ? "" : text;
    }

    byte[] bytesOrEmpty() throws SQLException {
        byte @Nullable [] bytes = set.getBytes(++last);
        return bytes == null ? new byte[0] : bytes;
    }

    long number() throws SQLException {
        return set.getLong(++last);
    }

    Optional<Long> optionalNumber() throws SQLException {
        long number = number();
        return set.wasNull() ? Optional.empty() : Optional.of(number);
    }

    boolean flag() throws SQLException {
        return number() != 0;
    }

    Instant instant() throws SQLException {
        return instant(number());
    }

    Optional<Instant> optionalInstant() throws SQLException {
        return optionalNumber().map(Row::instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
