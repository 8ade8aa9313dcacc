package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.emailregistry.internal.watch.PollLoop;

/**
 * Checks at regular intervals whether other nodes have changed the catalog or watched accounts.
 *
 * <p>A registry creates its own poller by default. A host application with many tenants creates one poller and
 * {@linkplain EmailServiceRegistry.Builder#poller shares} it among its registries: one query then checks the catalogs
 * of up to 500 tenants whose stores {@linkplain org.emailregistry.store.RegistryStore#versionReader can be read
 * together}. Watched accounts are still read per tenant, up to 500 per query. A poller uses one daemon thread, which runs
 * only while there is a change listener or a watched account. Thread-safe.
 */
public final class Poller implements AutoCloseable {
    private final PollLoop rounds;

    private Poller(Duration period) {
        this.rounds = new PollLoop(period);
    }

    /**
     * Returns a new poller.
     *
     * @param period the longest pause between two checks; has to be shorter than the
     *     {@link EmailServiceRegistry.Builder#maxStaleness} of each registry that uses the poller
     * @throws IllegalArgumentException if the period is zero or negative
     */
    public static Poller every(Duration period) {
        requireNonNull(period, "period");
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period: must be more than zero, got " + period);
        }
        return new Poller(period);
    }

    /**
     * Returns the longest pause between the end of one check and the start of the next. Pauses are up to 10 % shorter,
     * at random, so that many nodes do not poll at the same time.
     */
    public Duration period() {
        return rounds.period();
    }

    PollLoop rounds() {
        return rounds;
    }

    /** Stops polling and ends the thread; a check that is running completes. Idempotent. */
    @Override
    public void close() {
        rounds.close();
    }
}
