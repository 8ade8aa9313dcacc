package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.emailregistry.store.StoreException;

/** How often and how long one call of the store goes on trying. */
final class Retries {
    static final int MOST = 5;
    /** No attempt begins later than this after the first. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** What the first pause is shorter than; twice as much for each further one. */
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private final long began;
    private int failed;
    private boolean outcomeUnknown;

    /** How time passes. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }

    Retries() {
        this(System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    Retries(LongSupplier nanoTime, Sleeper sleeper) {
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.began = nanoTime.getAsLong();
    }

    /** Whether an attempt may have been committed without our learning of it. */
    boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    /**
     * Returns when it is time for the next attempt.
     *
     * @param committing whether the {@code COMMIT} failed
     * @throws StoreException if there is none
     */
    void failed(SQLException e, boolean committing) {
        Failure failure = Failure.of(e);
        outcomeUnknown |= committing && !failure.isRollback();
        failed++;
        boolean repeat = failure.isWorthRepeating() || committing;
        if (!repeat || failed == MOST || !pause()) {
            throw outcomeUnknown
                    ? new StoreException(
                            StoreException.Kind.OUTCOME_UNKNOWN, "The connection was lost during COMMIT.", e)
                    : new StoreException(failure.kind(), "The database failed: " + failure + ".", e);
        }
    }

    /** Waits for a random time, so that those who were in each other's way part; false if it would take too long. */
    private boolean pause() {
        long pause = ThreadLocalRandom.current().nextLong(FIRST_PAUSE_NANOS << (failed - 1));
        if (nanoTime.getAsLong() - began + pause > LONGEST_NANOS) {
            return false;
        }
        try {
            sleeper.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
