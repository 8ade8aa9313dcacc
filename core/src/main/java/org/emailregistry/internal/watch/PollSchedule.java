package org.emailregistry.internal.watch;

import java.util.ArrayList;
import java.util.List;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.Subscription;

/** Keeps a registry polling its store while there are subscriptions. */
public final class PollSchedule {
    private final RegistryStore store;
    private final PollLoop loop;
    private final Poll poll;
    private final List<Subscription> running = new ArrayList<>();
    private int open;

    public PollSchedule(RegistryStore store, PollLoop loop, Poll poll) {
        this.store = store;
        this.loop = loop;
        this.poll = poll;
    }

    /** Returns the subscription, and keeps polling until it is closed. */
    public Subscription during(Subscription subscription) {
        begin();
        return new Subscription() {
            private boolean closed;

            @Override
            public synchronized void close() {
                if (!closed) {
                    closed = true;
                    subscription.close();
                    end();
                }
            }
        };
    }

    private synchronized void begin() {
        if (open++ == 0) {
            running.add(loop.add(poll));
            store.onPush(() -> loop.wake(poll)).ifPresent(running::add);
        }
    }

    private synchronized void end() {
        if (--open == 0) {
            stop();
        }
    }

    public synchronized void stop() {
        running.forEach(Subscription::close);
        running.clear();
    }
}
