package org.emailregistry.internal.watch;

import java.util.ArrayList;
import java.util.List;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.Subscription;

/** Keeps a registry's look at the store going as long as somebody wants to be told of something. */
public final class Pulse {
    private final RegistryStore store;
    private final Rounds rounds;
    private final Look look;
    private final List<Subscription> running = new ArrayList<>();
    private int interested;

    public Pulse(RegistryStore store, Rounds rounds, Look look) {
        this.store = store;
        this.rounds = rounds;
        this.look = look;
    }

    /** The same subscription, with the looks going on until it is closed. */
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
        if (interested++ == 0) {
            running.add(rounds.add(look));
            store.onPush(() -> rounds.wake(look)).ifPresent(running::add);
        }
    }

    private synchronized void end() {
        if (--interested == 0) {
            stop();
        }
    }

    public synchronized void stop() {
        running.forEach(Subscription::close);
        running.clear();
    }
}
