package org.emailregistry.internal.watch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.emailregistry.store.Change;
import org.emailregistry.store.ChangePage;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.StoreException;
import org.emailregistry.store.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers each change of the catalog to listeners, once and in order. Each listener has its own position in the
 * history and runs independently: a slow one delays no other, and none misses changes made while the store was
 * unreachable.
 */
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int PAGE = 200;

    private final RegistryStore store;
    private final Executor executor;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public Feed(RegistryStore store, Executor executor) {
        this.store = store;
        this.executor = executor;
    }

    /** Delivers the changes after the present revision to a listener. */
    public Subscription add(Consumer<Change> consumer) {
        var listener = new Listener(consumer, store.version().revision());
        listeners.add(listener);
        return () -> {
            listener.closed = true;
            listeners.remove(listener);
        };
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /** Starts delivery to the listeners that have not reached this revision of the catalog. */
    public void see(long revision) {
        listeners.forEach(listener -> listener.see(revision));
    }

    private final class Listener {
        private final Consumer<Change> consumer;
        private final SerialTask delivery = new SerialTask(executor, this::run, LOG);

        private volatile long position;
        private volatile boolean closed;

        Listener(Consumer<Change> consumer, long position) {
            this.consumer = consumer;
            this.position = position;
        }

        void see(long revision) {
            if (revision != position) {
                delivery.signal();
            }
        }

        private void run() {
            try {
                deliver();
            } catch (StoreException e) {
                LOG.warn("Could not read the history for a change listener; the next poll tries again", e);
            }
        }

        private void deliver() {
            ChangePage page;
            do {
                page = store.changes(position, PAGE);
                if (page.gap()) {
                    LOG.warn("Changes after revision {} were purged before a change listener received them", position);
                }
                page.changes().forEach(this::accept);
                position = page.next();
            } while (!page.changes().isEmpty() && !closed);
        }

        private void accept(Change change) {
            if (closed) {
                return;
            }
            try {
                consumer.accept(change);
            } catch (RuntimeException | Error e) {
                LOG.warn("A change listener failed on revision {}; delivery continues", change.revision(), e);
            }
        }
    }
}
