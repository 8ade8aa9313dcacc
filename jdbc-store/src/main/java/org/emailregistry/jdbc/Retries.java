package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.emailregistry.store.StoreException;

/**
 * Limits the attempts of one call in number and time, and pauses between them. A conflict is part of every day where
 * several nodes of a cluster write the same rows, so it ends a call later than other failures do.
 */
final class Retries {
    static final int MOST = 5;
    static final int MOST_CONFLICTS = 25;
    /** No attempt begins later than this after the first one. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** The upper bound of the first pause; the bound doubles with each of the next {@link #DOUBLINGS} pauses. */
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

    private static final int DOUBLINGS = 3;

    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private final long began;
    private int failed;
    private boolean outcomeUnknown;

    /** Waits for some time; tests replace it. */
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

    /** Whether an attempt may have been committed although its {@code COMMIT} failed. */
    boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    /**
     * Records a failed attempt, and waits until the next attempt is due.
     *
     * @param committing whether the {@code COMMIT} failed
     * @throws StoreException if no further attempt is allowed
     */
    void failed(SQLException e, boolean committing) {
        Failure failure = Failure.of(e);
        outcomeUnknown |= committing && !failure.isRollback();
        failed++;
        boolean repeat = failure.isWorthRepeating() || committing;
        int most = failure == Failure.CONFLICT ? MOST_CONFLICTS : MOST;
        if (!repeat || failed >= most || !pause()) {
            throw outcomeUnknown
                    ? new StoreException(
                            StoreException.Kind.OUTCOME_UNKNOWN,
                            "The outcome of COMMIT is unknown; the transaction may have been committed.",
                            e)
                    : new StoreException(
                            failure.kind(),
                            "The database failed: " + failure + " in attempt " + failed + " of " + most + ".",
                            e);
        }
    }

    /**
     * Waits for a random time, so that transactions in conflict separate; returns false if time is up or on interrupt.
     */
    private boolean pause() {
        long pause = ThreadLocalRandom.current().nextLong(FIRST_PAUSE_NANOS << Math.min(failed - 1, DOUBLINGS));
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
