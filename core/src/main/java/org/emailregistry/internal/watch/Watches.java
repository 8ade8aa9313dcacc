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
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.StoreException;
import org.emailregistry.store.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callbacks of watched accounts whose connections must be cut (law 9 in docs/laws.md). A change on this node
 * runs them before the call that makes the change returns; a change of another node is found by {@link #look()}.
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
     * The facts that an open connection depends on.
     *
     * @param changedAt changes with the credentials, but not when they are only resealed
     */
    private record Basis(
            long generation,
            Instant changedAt,
            ServerSettings settings,
            Optional<TrustedCertificates> trustedCertificates) {
        static Optional<Basis> of(AccountRow row, Snapshot snapshot) {
            return Resolver.resolve(row, snapshot) instanceof Resolution.Usable usable
                    ? Optional.of(new Basis(
                            row.generation(), row.changedAt(), usable.settings(), usable.trustedCertificates()))
                    : Optional.empty();
        }
    }

    /** One watch of an account. Not thread-safe: guarded by the lock of the account's list of watches. */
    private static final class Watch {
        private final Runnable onCut;
        private AccountRow row;
        private long revision;
        private Optional<Basis> basis;

        Watch(Located located, Runnable onCut) {
            this.onCut = onCut;
            this.row = located.row();
            this.revision = located.snapshot().version().revision();
            this.basis = Basis.of(located.row(), located.snapshot());
        }

        /**
         * Applies a read of the account, unless a newer one was applied before; returns whether connections were cut.
         */
        boolean see(Located located) {
            AccountRow read = located.row();
            boolean overtaken = read.createdAt().equals(row.createdAt()) && read.version() < row.version();
            return !overtaken && update(read, located.snapshot());
        }

        /** Applies a catalog, unless a newer one was applied before; returns whether connections were cut. */
        boolean see(Snapshot snapshot) {
            return snapshot.version().revision() >= revision && update(row, snapshot);
        }

        /** Applies the deletion of the account; returns whether connections were cut. */
        boolean gone() {
            return update(null, null);
        }

        AccountRow row() {
            return row;
        }

        /**
         * Replaces the facts, and runs the callback if open connections depended on the old facts and these have
         * changed.
         */
        private boolean update(@Nullable AccountRow newRow, @Nullable Snapshot snapshot) {
            Optional<Basis> now = Optional.empty();
            if (newRow != null && snapshot != null) {
                now = Basis.of(newRow, snapshot);
                row = newRow;
                revision = snapshot.version().revision();
            }
            boolean cut = basis.isPresent() && !basis.equals(now);
            basis = now;
            if (cut) {
                try {
                    onCut.run();
                } catch (RuntimeException | Error e) {
                    LOG.warn("A callback for cut connections failed; the connections may still be open", e);
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
        // Catches a change between the read above and the registration of the watch.
        see(Set.of(id));
        return () -> byAccount.computeIfPresent(id, (key, watches) -> {
            watches.remove(watch);
            return watches.isEmpty() ? null : watches;
        });
    }

    /** Reads all watched accounts to find changes of other nodes. */
    void look() {
        see(byAccount.keySet());
    }

    /** Reads one account that this node has just changed, if it is watched. */
    void look(AccountId id) {
        if (byAccount.containsKey(id)) {
            see(Set.of(id));
        }
    }

    /**
     * Reads an account after a committed change. A failure of the store is only logged, because the change is saved and
     * the next poll reads the account again.
     */
    public void lookQuietly(AccountId id) {
        try {
            look(id);
        } catch (StoreException e) {
            LOG.warn("A change of account {} is saved, but reading it again failed; the next poll tries again", id, e);
        }
    }

    private void see(Collection<AccountId> ids) {
        Map<AccountId, Located> found = new HashMap<>();
        List<AccountId> asked = new ArrayList<>(ids);
        reader.find(asked).forEach(located -> found.put(located.row().id(), located));
        for (AccountId id : asked) {
            Located located = found.get(id);
            apply(byAccount.getOrDefault(id, List.of()), located == null ? Watch::gone : watch -> watch.see(located));
        }
    }

    /** Applies a new catalog without reading the store. */
    public void see(Snapshot snapshot) {
        byAccount.values().forEach(watches -> apply(watches, watch -> watch.see(snapshot)));
    }

    /**
     * Applies a change to the watches of one account, and emits one event if connections were cut, however many watches
     * there are. The lock is held throughout: a concurrent call returns only after all callbacks, and events keep the
     * order of cuts.
     */
    private void apply(List<Watch> watches, Predicate<Watch> change) {
        synchronized (watches) {
            @Nullable Watch last = null;
            for (Watch watch : watches) {
                if (change.test(watch)) {
                    last = watch;
                }
            }
            if (last != null) {
                events.tell(last.row(), AccountEvent.Kind.CUT);
            }
        }
    }
}
