package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.emailregistry.internal.watch.Rounds;

/**
 * Looks at regular intervals whether other nodes have changed anything. A host with many tenants makes one and gives it to
 * each registry; otherwise each registry makes its own. Tenants of one database are then asked about together, up to
 * 500 with one question. One daemon thread, which lives only while there is something to look after: a listener, or an account
 * that is watched. Thread-safe.
 */
public final class Poller implements AutoCloseable {
    private final Rounds rounds;

    private Poller(Duration period) {
        this.rounds = new Rounds(period);
    }

    /**
     * A poller with a period, which has to be shorter than the {@code maxStaleness} of each registry that uses it.
     *
     * @throws IllegalArgumentException if the period is not positive
     */
    public static Poller every(Duration period) {
        requireNonNull(period, "period");
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period: more than zero, got " + period);
        }
        return new Poller(period);
    }

    /** The time between two looks, at most, not counting what the looks take. */
    public Duration period() {
        return rounds.period();
    }

    Rounds rounds() {
        return rounds;
    }

    /** Ends the thread. Idempotent. */
    @Override
    public void close() {
        rounds.close();
    }
}
