package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.emailregistry.store.StoreException;

/** How often and how long one call of the store goes on trying. */
final class Attempts {
    private static final int MOST = 5;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private final long began = System.nanoTime();
    private int failed;
    private boolean outcomeUnknown;

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
        if (!repeat || failed == MOST || System.nanoTime() - began > LONGEST_NANOS || !pause()) {
            throw outcomeUnknown
                    ? new StoreException(
                            StoreException.Kind.OUTCOME_UNKNOWN, "The connection was lost during COMMIT.", e)
                    : new StoreException(failure.kind(), "The database failed: " + failure + ".", e);
        }
    }

    /** Waits for a random time, twice as long on average after each failure; false if the thread was interrupted. */
    private boolean pause() {
        long bound = FIRST_PAUSE_NANOS << failed;
        try {
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(bound));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
