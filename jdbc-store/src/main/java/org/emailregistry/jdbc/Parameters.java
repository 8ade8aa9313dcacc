package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds the values of a row, from left to right. */
abstract class Parameters {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Binds an id or an address, which the database compares as bytes. */
    abstract Parameters key(String key) throws SQLException;

    abstract Parameters text(@Nullable String text) throws SQLException;

    abstract Parameters bytes(byte @Nullable [] bytes) throws SQLException;

    abstract Parameters number(long number) throws SQLException;

    abstract Parameters noNumber() throws SQLException;

    final Parameters number(@Nullable Long number) throws SQLException {
        return number == null ? noNumber() : number(number.longValue());
    }

    final Parameters flag(boolean flag) throws SQLException {
        return number(flag ? 1 : 0);
    }

    final Parameters instant(Instant instant) throws SQLException {
        return number(micros(instant));
    }

    final Parameters instant(Optional<Instant> instant) throws SQLException {
        return number(instant.map(Parameters::micros).orElse(null));
    }

    /** Takes every instant that a column can hold; {@link ChronoUnit#between} counts nanoseconds and overflows. */
    private static long micros(Instant instant) {
        long seconds = instant.getEpochSecond();
        long micros = instant.get(ChronoField.MICRO_OF_SECOND);
        return seconds < 0
                ? Math.addExact(Math.multiplyExact(seconds + 1, MICROS_PER_SECOND), micros - MICROS_PER_SECOND)
                : Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), micros);
    }
}
