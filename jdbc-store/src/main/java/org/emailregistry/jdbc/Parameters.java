package org.emailregistry.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fills in the question marks of a statement, from left to right. */
final class Parameters {
    private final PreparedStatement statement;
    private final Dialect dialect;
    private int last;

    Parameters(PreparedStatement statement, Dialect dialect) {
        this.statement = statement;
        this.dialect = dialect;
    }

    /** An id or an address: compared as bytes. */
    Parameters key(String key) throws SQLException {
        dialect.setKey(statement, ++last, key);
        return this;
    }

    Parameters text(@Nullable String text) throws SQLException {
        statement.setString(++last, text);
        return this;
    }

    Parameters bytes(byte @Nullable [] bytes) throws SQLException {
        statement.setBytes(++last, bytes);
        return this;
    }

    Parameters number(long number) throws SQLException {
        statement.setLong(++last, number);
        return this;
    }

    Parameters number(@Nullable Long number) throws SQLException {
        if (number == null) {
            statement.setNull(++last, Types.BIGINT);
            return this;
        }
        return number(number.longValue());
    }

    Parameters flag(boolean flag) throws SQLException {
        return number(flag ? 1 : 0);
    }

    Parameters instant(Instant instant) throws SQLException {
        return number(micros(instant));
    }

    Parameters instant(Optional<Instant> instant) throws SQLException {
        return number(instant.map(Parameters::micros).orElse(null));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
