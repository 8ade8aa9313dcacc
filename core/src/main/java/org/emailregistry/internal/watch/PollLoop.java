package org.emailregistry.internal.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.Subscription;
import org.emailregistry.store.VersionReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs polls at intervals, in one daemon thread that lives only while there are polls. Thread-safe. */
public final class PollLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    /**
     * The greatest part of the period by which a round begins early, so that many nodes do not poll at the same time.
     */
    private static final double JITTER = 0.1;

    private final long periodNanos;
    private final Object lock = new Object();
    private final Set<Poll> polls = new LinkedHashSet<>();
    /** The polls to run before the next round. */
    private final Set<Poll> urgent = new LinkedHashSet<>();

    private @Nullable Thread thread;
    /** When the next round begins, in {@link System#nanoTime()}. */
    private long due;

    private boolean roundIsOver = true;
    private boolean closed;

    public PollLoop(Duration period) {
        this.periodNanos = period.toNanos();
    }

    public Duration period() {
        return Duration.ofNanos(periodNanos);
    }

    /** Runs a poll in every round until the subscription is closed. Exceptions of the poll are logged. */
    Subscription add(Poll poll) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException(
                        "The poller is closed: open subscriptions before closing the poller or its registry");
            }
            polls.add(poll);
            if (thread == null) {
                thread = new Thread(this::run, "email-registry-poller");
                thread.setDaemon(true);
                thread.start();
            }
        }
        return () -> remove(poll);
    }

    private void remove(Poll poll) {
        synchronized (lock) {
            polls.remove(poll);
            urgent.remove(poll);
            if (polls.isEmpty()) {
                lock.notifyAll();
            }
        }
    }

    /** Runs a poll at once. */
    void wake(Poll poll) {
        synchronized (lock) {
            if (polls.contains(poll)) {
                urgent.add(poll);
                lock.notifyAll();
            }
        }
    }

    private void run() {
        List<Poll> next;
        while ((next = next()) != null) {
            Map<VersionReader, List<Poll>> together = new LinkedHashMap<>();
            for (Poll poll : next) {
                attempt(() -> poll.reader()
                        .ifPresentOrElse(
                                reader -> together.computeIfAbsent(reader, key -> new ArrayList<>())
                                        .add(poll),
                                poll::alone));
            }
            together.forEach(this::pollTogether);
        }
    }

    private void attempt(Runnable polling) {
        try {
            polling.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("Polling for changes of other nodes failed; the next poll comes within {}", period(), e);
        }
    }

    private void pollTogether(VersionReader reader, List<Poll> all) {
        for (int from = 0; from < all.size(); from += RegistryStore.MAXIMUM_IDS) {
            List<Poll> some = all.subList(from, Math.min(all.size(), from + RegistryStore.MAXIMUM_IDS));
            attempt(() -> pollBatch(reader, some));
        }
    }

    /**
     * Runs polls with one read. If the read fails, none of the polls runs, because each would wait for the same
     * database.
     */
    private void pollBatch(VersionReader reader, List<Poll> some) {
        if (some.size() == 1) {
            some.get(0).alone();
            return;
        }
        Map<Poll, Consumer<CatalogVersion>> begun = new LinkedHashMap<>();
        some.forEach(poll -> begun.put(poll, poll.begin()));
        Map<String, CatalogVersion> versions =
                reader.versions(some.stream().map(Poll::tenant).toList());
        begun.forEach((poll, rest) -> {
            CatalogVersion version = versions.get(poll.tenant());
            attempt(version == null ? poll::alone : () -> rest.accept(version));
        });
    }

    /**
     * Returns the time until the next round.
     *
     * @param random from 0 inclusive to 1 exclusive
     */
    static long pause(long periodNanos, double random) {
        return (long) (periodNanos * (1 - JITTER * random));
    }

    /**
     * Waits for the next round, or for a poll to run before it, and returns the polls to run; null if there are none
     * left.
     */
    private @Nullable List<Poll> next() {
        synchronized (lock) {
            if (roundIsOver) {
                due = System.nanoTime()
                        + pause(periodNanos, ThreadLocalRandom.current().nextDouble());
            }
            long left = due - System.nanoTime();
            while (urgent.isEmpty() && !polls.isEmpty() && left > 0) {
                try {
                    lock.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException e) {
                    // Only close() and the last subscription end this thread; an interrupt is meant for other code.
                    LOG.debug("Ignored an interrupt of the poller thread", e);
                }
                left = due - System.nanoTime();
            }
            roundIsOver = left <= 0 || polls.isEmpty();
            if (polls.isEmpty()) {
                thread = null;
                return null;
            }
            List<Poll> next = new ArrayList<>(roundIsOver ? polls : urgent);
            urgent.clear();
            return next;
        }
    }

    /** Ends the thread. Idempotent. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            polls.clear();
            lock.notifyAll();
        }
    }
}
