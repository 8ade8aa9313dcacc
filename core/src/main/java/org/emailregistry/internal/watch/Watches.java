package org.emailregistry.internal.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.emailregistry.AccountEvent;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.resolve.Located;
import org.emailregistry.internal.resolve.Resolver;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustAnchors;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.StoreException;
import org.emailregistry.store.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who want to be told when the connections of an account have to be cut (law 9): on this node within the call that
 * causes it, for other nodes by {@link #look}.
 */
public final class Watches {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final AccountReader reader;
    private final AccountEvents events;
    private final Map<AccountId, List<Watch>> byAccount = new ConcurrentHashMap<>();

    public Watches(AccountReader reader, AccountEvents events) {
        this.reader = reader;
        this.events = events;
    }

    /**
     * What an open connection depends on.
     *
     * @param changedAt moves with the credentials, but not when they are merely sealed anew
     */
    private record Ground(long generation, Instant changedAt, ServerSettings settings, Optional<TrustAnchors> trust) {
        static Optional<Ground> of(AccountRow row, Snapshot snapshot) {
            return Resolver.resolve(row, snapshot) instanceof Resolution.Usable usable
                    ? Optional.of(new Ground(row.generation(), row.changedAt(), usable.settings(), usable.trust()))
                    : Optional.empty();
        }
    }

    /** One who watches. Not thread-safe: what happens to the watches of one account happens under the lock of their list. */
    private static final class Watch {
        private final Runnable onCut;
        private AccountRow row;
        private long revision;
        private Optional<Ground> ground;

        Watch(Located located, Runnable onCut) {
            this.onCut = onCut;
            this.row = located.row();
            this.revision = located.snapshot().version().revision();
            this.ground = Ground.of(located.row(), located.snapshot());
        }

        /** Takes notice of what was read of the account; what another look has overtaken says nothing. */
        boolean see(Located located) {
            AccountRow read = located.row();
            boolean overtaken = read.createdAt().equals(row.createdAt()) && read.version() < row.version();
            return !overtaken && stand(read, located.snapshot());
        }

        /** Takes notice of a catalog; one that arrives late says nothing. */
        boolean see(Snapshot snapshot) {
            return snapshot.version().revision() >= revision && stand(row, snapshot);
        }

        /** Takes notice that the account is gone. */
        boolean gone() {
            return stand(null, null);
        }

        AccountRow row() {
            return row;
        }

        /** Stands on what is so now, and cuts if something stood on what was so before. */
        private boolean stand(@Nullable AccountRow newRow, @Nullable Snapshot snapshot) {
            Optional<Ground> now = Optional.empty();
            if (newRow != null && snapshot != null) {
                now = Ground.of(newRow, snapshot);
                row = newRow;
                revision = snapshot.version().revision();
            }
            boolean cut = ground.isPresent() && !ground.equals(now);
            ground = now;
            if (cut) {
                try {
                    onCut.run();
                } catch (RuntimeException e) {
                    LOG.warn("Who was told that connections are cut has failed", e);
                }
            }
            return cut;
        }
    }

    public Subscription watch(AccountId id, Runnable onCut) {
        var watch = new Watch(reader.get(id), onCut);
        byAccount.compute(id, (key, watches) -> {
            List<Watch> all = watches == null ? new CopyOnWriteArrayList<>() : watches;
            all.add(watch);
            return all;
        });
        // What was changed between reading and registering would be missed otherwise.
        see(Set.of(id));
        return () -> byAccount.computeIfPresent(id, (key, watches) -> {
            watches.remove(watch);
            return watches.isEmpty() ? null : watches;
        });
    }

    /** Looks what other nodes have done to all watched accounts. */
    void look() {
        see(byAccount.keySet());
    }

    /** Looks at one account, which this node has just changed. */
    void look(AccountId id) {
        if (byAccount.containsKey(id)) {
            see(Set.of(id));
        }
    }

    /** Looks at an account after something was done that stays so, even if the store fails right after it. */
    public void lookQuietly(AccountId id) {
        try {
            look(id);
        } catch (StoreException e) {
            LOG.warn("Account {} was changed, but could not be read again", id, e);
        }
    }

    private void see(Collection<AccountId> ids) {
        Map<AccountId, Located> found = new HashMap<>();
        List<AccountId> asked = new ArrayList<>(ids);
        reader.find(asked).forEach(located -> found.put(located.row().id(), located));
        for (AccountId id : asked) {
            Located located = found.get(id);
            tell(byAccount.getOrDefault(id, List.of()), located == null ? Watch::gone : watch -> watch.see(located));
        }
    }

    /** Takes notice of a new catalog, without asking the store. */
    public void see(Snapshot snapshot) {
        byAccount.values().forEach(watches -> tell(watches, watch -> watch.see(snapshot)));
    }

    /**
     * Cuts what has to be cut, with one event a cut, however many watch the account. The lock is held meanwhile: whoever
     * looks at the same time returns only when all are told, and events come in the order of what they tell.
     */
    private void tell(List<Watch> watches, Predicate<Watch> cuts) {
        synchronized (watches) {
            @Nullable Watch last = null;
            for (Watch watch : watches) {
                if (cuts.test(watch)) {
                    last = watch;
                }
            }
            if (last != null) {
                events.tell(last.row(), AccountEvent.Kind.CUT);
            }
        }
    }
}
