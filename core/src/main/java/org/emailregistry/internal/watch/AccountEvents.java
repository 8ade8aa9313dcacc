package org.emailregistry.internal.watch;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.emailregistry.AccountEvent;
import org.emailregistry.internal.resolve.Resolver;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.Subscription;

/** Delivers account events to listeners. */
public final class AccountEvents {
    private final InstantSource clock;
    private final Listeners<AccountEvent> listeners;

    public AccountEvents(Executor executor, InstantSource clock) {
        this.clock = clock;
        this.listeners = new Listeners<>(
                executor,
                event -> event.kind() + " of account " + event.account().id());
    }

    public Subscription add(Consumer<AccountEvent> consumer) {
        return listeners.add(consumer);
    }

    /** Queues an event for each listener. */
    public void tell(AccountRow row, AccountEvent.Kind kind) {
        listeners.tell(() -> new AccountEvent(Resolver.account(row), kind, clock.instant()));
    }

    /** Ends all deliveries and drops the waiting events. */
    public void close() {
        listeners.close();
    }
}
