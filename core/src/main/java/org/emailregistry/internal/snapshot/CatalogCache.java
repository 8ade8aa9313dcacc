package org.emailregistry.internal.snapshot;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.emailregistry.internal.vault.Notary;
import org.emailregistry.service.StandardService;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.RegistryStore;
import org.jspecify.annotations.Nullable;

/** The catalog of this node: one judged snapshot, replaced when the store has another version. Thread-safe. */
public final class CatalogCache {
    private final RegistryStore store;
    private final List<StandardService> standard;
    private final boolean tokens;
    private final Notary notary;
    private final LongSupplier ticker;
    private final long maxStalenessNanos;
    private volatile Consumer<Snapshot> onNew = snapshot -> {};
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Known known;
    /** A version of which all have been told. */
    private volatile @Nullable CatalogVersion announced;

    /** What was read, and when the reading began. */
    private record Known(Snapshot snapshot, long nanos) {}

    public CatalogCache(
            RegistryStore store,
            List<StandardService> standard,
            boolean tokens,
            Notary notary,
            LongSupplier ticker,
            long maxStalenessNanos) {
        this.store = store;
        this.standard = standard;
        this.tokens = tokens;
        this.notary = notary;
        this.ticker = ticker;
        this.maxStalenessNanos = maxStalenessNanos;
    }

    /** Whom to tell of each new version, from now on. */
    public void onNew(Consumer<Snapshot> listener) {
        onNew = listener;
    }

    /** A snapshot that is not older than the bound; asks the store only if the one at hand is. */
    public Snapshot recent() {
        Known now = known;
        if (now != null && ticker.getAsLong() - now.nanos < maxStalenessNanos) {
            return now.snapshot;
        }
        return fresh();
    }

    /** A snapshot not older than this call. */
    public Snapshot fresh() {
        return since(ticker.getAsLong(), () -> {
            long nanos = ticker.getAsLong();
            return known == null ? load(nanos) : confirm(store.version(), nanos);
        });
    }

    /** Begins a reading that somebody else does after this call; it ends with a snapshot not older than this call. */
    public Function<CatalogVersion, Snapshot> begin() {
        long nanos = ticker.getAsLong();
        return version -> since(nanos, () -> confirm(version, nanos));
    }

    private Snapshot since(long asked, Supplier<Snapshot> reading) {
        return told(() -> {
            loading.lock();
            try {
                Known before = known;
                // Another thread may have begun to read after this one asked.
                return before != null && before.nanos - asked > 0 ? before.snapshot : reading.get();
            } finally {
                loading.unlock();
            }
        });
    }

    /** The snapshot of a version that was read after an instant, or else the newest. */
    private Snapshot confirm(CatalogVersion version, long nanos) {
        Known before = known;
        if (before != null && before.snapshot.version().equals(version)) {
            known = new Known(before.snapshot, nanos);
            return before.snapshot;
        }
        return load(ticker.getAsLong());
    }

    /** The snapshot of a version that was just read, or else the newest. */
    public Snapshot at(CatalogVersion version) {
        Known now = known;
        if (now != null && now.snapshot.version().equals(version)) {
            return now.snapshot;
        }
        return told(() -> {
            loading.lock();
            try {
                Known again = known;
                if (again != null && again.snapshot.version().equals(version)) {
                    return again.snapshot;
                }
                return load(ticker.getAsLong());
            } finally {
                loading.unlock();
            }
        });
    }

    private Snapshot load(long nanos) {
        Known before = known;
        Snapshot snapshot =
                Snapshot.of(store.catalog(), standard, tokens, notary, before == null ? null : before.snapshot);
        known = new Known(snapshot, nanos);
        return snapshot;
    }

    /**
     * Tells of a new version after the lock is released, since whoever is told may call back; and before it returns, even if
     * another thread has read the version and is still telling of it.
     */
    private Snapshot told(Supplier<Snapshot> reading) {
        Snapshot snapshot = reading.get();
        if (!snapshot.version().equals(announced)) {
            onNew.accept(snapshot);
            announced = snapshot.version();
        }
        return snapshot;
    }
}
