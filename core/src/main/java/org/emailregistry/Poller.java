package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.emailregistry.store.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at regular intervals whether other nodes have changed anything. A host with many tenants makes one and gives it to
 * each registry; otherwise each registry makes its own. One daemon thread, which lives only while there is something to look
 * after: a listener, or an account that is watched. Thread-safe.
 */
public final class Poller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    /** Looks come this much earlier than the period at most, so that many nodes do not look at the same time. */
    private static final double JITTER = 0.1;

    private final long periodNanos;
    private final Object lock = new Object();
    private final Set<Runnable> looks = new LinkedHashSet<>();
    private @Nullable Thread thread;
    private boolean wanted;
    private boolean closed;

    private Poller(Duration period) {
        this.periodNanos = period.toNanos();
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
        return Duration.ofNanos(periodNanos);
    }

    /** Looks from now on, until the subscription is closed. A look that throws is logged. */
    Subscription add(Runnable look) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("poller: closed");
            }
            looks.add(look);
            if (thread == null) {
                thread = new Thread(this::run, "email-registry-poller");
                thread.setDaemon(true);
                thread.start();
            }
        }
        return () -> remove(look);
    }

    private void remove(Runnable look) {
        synchronized (lock) {
            looks.remove(look);
            if (looks.isEmpty()) {
                lock.notifyAll();
            }
        }
    }

    /** Makes the next look come at once. */
    void wake() {
        synchronized (lock) {
            wanted = true;
            lock.notifyAll();
        }
    }

    private void run() {
        List<Runnable> round;
        while ((round = next()) != null) {
            for (Runnable look : round) {
                try {
                    look.run();
                } catch (RuntimeException e) {
                    LOG.warn("Could not look for changes of other nodes; the next look comes in {}", period(), e);
                }
            }
        }
    }

    /** Waits for the next round; null if there is nothing to look after any more. */
    private @Nullable List<Runnable> next() {
        synchronized (lock) {
            double jitter = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
            long due = System.nanoTime() + (long) (periodNanos * jitter);
            long left = due - System.nanoTime();
            while (!wanted && !looks.isEmpty() && left > 0) {
                try {
                    lock.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException e) {
                    // Only close() ends this thread; who interrupts it wants something of somebody else.
                    LOG.debug("The poller was interrupted, and goes on", e);
                }
                left = due - System.nanoTime();
            }
            wanted = false;
            if (looks.isEmpty()) {
                thread = null;
                return null;
            }
            return new ArrayList<>(looks);
        }
    }

    /** Ends the thread. Idempotent. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            looks.clear();
            lock.notifyAll();
        }
    }
}
