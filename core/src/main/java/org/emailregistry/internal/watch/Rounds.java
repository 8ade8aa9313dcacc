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

/** The rounds of a poller: one daemon thread, which lives only while there is something to look after. Thread-safe. */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    /** Looks come this much earlier than the period at most, so that many nodes do not look at the same time. */
    private static final double JITTER = 0.1;

    private final long periodNanos;
    private final Object lock = new Object();
    private final Set<Look> looks = new LinkedHashSet<>();
    /** Those of them that do not wait for the next round. */
    private final Set<Look> wanted = new LinkedHashSet<>();

    private @Nullable Thread thread;
    /** When the next round comes. */
    private long due;

    private boolean roundIsOver = true;
    private boolean closed;

    public Rounds(Duration period) {
        this.periodNanos = period.toNanos();
    }

    public Duration period() {
        return Duration.ofNanos(periodNanos);
    }

    /** Looks from now on, until the subscription is closed. A look that throws is logged. */
    Subscription add(Look look) {
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

    private void remove(Look look) {
        synchronized (lock) {
            looks.remove(look);
            wanted.remove(look);
            if (looks.isEmpty()) {
                lock.notifyAll();
            }
        }
    }

    /** Makes a look come at once. */
    void wake(Look look) {
        synchronized (lock) {
            if (looks.contains(look)) {
                wanted.add(look);
                lock.notifyAll();
            }
        }
    }

    private void run() {
        List<Look> next;
        while ((next = next()) != null) {
            Map<VersionReader, List<Look>> together = new LinkedHashMap<>();
            for (Look look : next) {
                attempt(() -> look.reader()
                        .ifPresentOrElse(
                                reader -> together.computeIfAbsent(reader, key -> new ArrayList<>())
                                        .add(look),
                                look::alone));
            }
            together.forEach(this::look);
        }
    }

    private void attempt(Runnable looking) {
        try {
            looking.run();
        } catch (RuntimeException e) {
            LOG.warn("Could not look for changes of other nodes; the next look comes in {}", period(), e);
        }
    }

    private void look(VersionReader reader, List<Look> all) {
        for (int from = 0; from < all.size(); from += RegistryStore.MAXIMUM_IDS) {
            List<Look> some = all.subList(from, Math.min(all.size(), from + RegistryStore.MAXIMUM_IDS));
            attempt(() -> lookAtOnce(reader, some));
        }
    }

    /** If the version cannot be read for all, none of them is looked at: each would wait for the same database in turn. */
    private void lookAtOnce(VersionReader reader, List<Look> some) {
        if (some.size() == 1) {
            some.get(0).alone();
            return;
        }
        Map<Look, Consumer<CatalogVersion>> begun = new LinkedHashMap<>();
        some.forEach(look -> begun.put(look, look.begin()));
        Map<String, CatalogVersion> versions =
                reader.versions(some.stream().map(Look::tenant).toList());
        begun.forEach((look, rest) -> {
            CatalogVersion version = versions.get(look.tenant());
            attempt(version == null ? look::alone : () -> rest.accept(version));
        });
    }

    /** The time until the next round, by a random number below 1. */
    static long pause(long periodNanos, double random) {
        return (long) (periodNanos * (1 - JITTER * random));
    }

    /** Waits for the next round, or for a look that is wanted before; null if there is nothing to look after any more. */
    private @Nullable List<Look> next() {
        synchronized (lock) {
            if (roundIsOver) {
                due = System.nanoTime()
                        + pause(periodNanos, ThreadLocalRandom.current().nextDouble());
            }
            long left = due - System.nanoTime();
            while (wanted.isEmpty() && !looks.isEmpty() && left > 0) {
                try {
                    lock.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException e) {
                    // Only close() ends this thread; who interrupts it wants something of somebody else.
                    LOG.debug("The poller was interrupted, and goes on", e);
                }
                left = due - System.nanoTime();
            }
            roundIsOver = left <= 0 || looks.isEmpty();
            if (looks.isEmpty()) {
                thread = null;
                return null;
            }
            List<Look> next = new ArrayList<>(roundIsOver ? looks : wanted);
            wanted.clear();
            return next;
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
