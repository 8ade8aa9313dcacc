package org.emailregistry.internal.watch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.emailregistry.store.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events to listeners on an executor, in order, and to each listener independently of the others. */
public final class Listeners<E> {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** Events that may wait per listener; further ones are dropped. */
    static final int MAXIMUM_WAITING = 10_000;

    private final Executor executor;
    private final Function<E, String> description;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /**
     * Creates a list without listeners.
     *
     * @param description describes an event in the log, without personal data
     */
    public Listeners(Executor executor, Function<E, String> description) {
        this.executor = executor;
        this.description = description;
    }

    public Subscription add(Consumer<E> consumer) {
        var listener = new Listener(consumer);
        listeners.add(listener);
        return () -> {
            listener.close();
            listeners.remove(listener);
        };
    }

    /** Queues an event for each listener. The event is made only if there is one. */
    public void tell(Supplier<E> source) {
        if (!listeners.isEmpty()) {
            E event = source.get();
            listeners.forEach(listener -> listener.take(event));
        }
    }

    /** Ends all deliveries and drops the waiting events. */
    public void close() {
        listeners.forEach(Listener::close);
    }

    private final class Listener {
        private final Consumer<E> consumer;
        private final Queue<E> waiting = new ArrayDeque<>();
        private final SerialTask delivery = new SerialTask(executor, this::deliver, LOG);
        private boolean closed;

        Listener(Consumer<E> consumer) {
            this.consumer = consumer;
        }

        void take(E event) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                if (waiting.size() == MAXIMUM_WAITING) {
                    LOG.warn(
                            "A listener is too slow: {} events wait; dropped: {}",
                            MAXIMUM_WAITING,
                            description.apply(event));
                    return;
                }
                waiting.add(event);
            }
            delivery.signal();
        }

        private void deliver() {
            E event = next();
            while (event != null) {
                try {
                    consumer.accept(event);
                } catch (RuntimeException | Error e) {
                    LOG.warn("A listener failed on an event: {}", description.apply(event), e);
                }
                event = next();
            }
        }

        private synchronized @Nullable E next() {
            return waiting.poll();
        }

        synchronized void close() {
            closed = true;
            waiting.clear();
        }
    }
}
