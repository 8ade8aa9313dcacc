package org.emailregistry.internal.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.emailregistry.AccountEvent;
import org.emailregistry.internal.resolve.Resolver;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers account events to listeners on an executor, in order, and to each listener independently of the others. */
public final class AccountEvents {
    private static final Logger LOG = LoggerFactory.getLogger(AccountEvents.class);

    /** Events that may wait per listener; further ones are dropped. */
    static final int MAXIMUM_WAITING = 10_000;

    private final Executor executor;
    private final InstantSource clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public AccountEvents(Executor executor, InstantSource clock) {
        this.executor = executor;
        this.clock = clock;
    }

    public Subscription add(Consumer<AccountEvent> consumer) {
        var listener = new Listener(consumer);
        listeners.add(listener);
        return () -> {
            listener.close();
            listeners.remove(listener);
        };
    }

    /** Queues an event for each listener. */
    public void tell(AccountRow row, AccountEvent.Kind kind) {
        if (!listeners.isEmpty()) {
            Instant now = clock.instant();
            var event = new AccountEvent(Resolver.account(row), kind, now);
            listeners.forEach(listener -> listener.take(event));
        }
    }

    /** Ends all deliveries and drops the waiting events. */
    public void close() {
        listeners.forEach(Listener::close);
    }

    private final class Listener {
        private final Consumer<AccountEvent> consumer;
        private final Queue<AccountEvent> waiting = new ArrayDeque<>();
        private final SerialTask delivery = new SerialTask(executor, this::deliver, LOG);
        private boolean closed;

        Listener(Consumer<AccountEvent> consumer) {
            this.consumer = consumer;
        }

        void take(AccountEvent event) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                if (waiting.size() == MAXIMUM_WAITING) {
                    LOG.warn(
                            "An account event listener is too slow: {} events wait; dropped for account {}: event {}",
                            MAXIMUM_WAITING,
                            event.account().id(),
                            event.kind());
                    return;
                }
                waiting.add(event);
            }
            delivery.signal();
        }

        private void deliver() {
            AccountEvent event = next();
            while (event != null) {
                try {
                    consumer.accept(event);
                } catch (RuntimeException e) {
                    LOG.warn(
                            "An account event listener failed on an event of account {}: {}",
                            event.account().id(),
                            event.kind(),
                            e);
                }
                event = next();
            }
        }

        private synchronized @Nullable AccountEvent next() {
            return waiting.poll();
        }

        synchronized void close() {
            closed = true;
            waiting.clear();
        }
    }
}
