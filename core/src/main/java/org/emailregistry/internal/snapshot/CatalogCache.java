package org.emailregistry.internal.snapshot;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.emailregistry.internal.vault.Signatures;
import org.emailregistry.service.StandardService;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.RegistryStore;
import org.jspecify.annotations.Nullable;

/** Caches the catalog as one validated snapshot, replaced when the store has another version. Thread-safe. */
public final class CatalogCache {
    private final RegistryStore store;
    private final List<StandardService> standard;
    private final boolean tokens;
    private final Signatures signatures;
    private final LongSupplier ticker;
    private final long maxStalenessNanos;
    private volatile Consumer<Snapshot> onNew = snapshot -> {};
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Known known;
    /** The version that the listener was notified of last. */
    private volatile @Nullable CatalogVersion announced;

    /** A snapshot, and the tick at which its reading began. */
    private record Known(Snapshot snapshot, long nanos) {}

    public CatalogCache(
            RegistryStore store,
            List<StandardService> standard,
            boolean tokens,
            Signatures signatures,
            LongSupplier ticker,
            long maxStalenessNanos) {
        this.store = store;
        this.standard = standard;
        this.tokens = tokens;
        this.signatures = signatures;
        this.ticker = ticker;
        this.maxStalenessNanos = maxStalenessNanos;
    }

    /** Sets the listener of new versions. */
    public void onNew(Consumer<Snapshot> listener) {
        onNew = listener;
    }

    /** Returns a snapshot that is at most {@code maxStaleness} old; reads the store only if the cached one is older. */
    public Snapshot recent() {
        Known now = known;
        if (now != null && ticker.getAsLong() - now.nanos < maxStalenessNanos) {
            return now.snapshot;
        }
        return fresh();
    }

    /** Returns a snapshot at least as new as this call. */
    public Snapshot fresh() {
        return since(ticker.getAsLong(), () -> {
            long nanos = ticker.getAsLong();
            return known == null ? load(nanos) : confirm(store.version(), nanos);
        });
    }

    /**
     * Begins a read of the catalog. The caller then reads the version and passes it to the returned function, which
     * returns a snapshot at least as new as this call.
     */
    public Function<CatalogVersion, Snapshot> begin() {
        long nanos = ticker.getAsLong();
        return version -> since(nanos, () -> confirm(version, nanos));
    }

    private Snapshot since(long asked, Supplier<Snapshot> reading) {
        return announce(() -> {
            loading.lock();
            try {
                Known before = known;
                // Another thread may have begun to read after this call.
                return before != null && before.nanos - asked > 0 ? before.snapshot : reading.get();
            } finally {
                loading.unlock();
            }
        });
    }

    /**
     * Returns the snapshot of a version that was read after the given tick; if the cache holds another version, reads
     * the newest snapshot.
     */
    private Snapshot confirm(CatalogVersion version, long nanos) {
        Known before = known;
        if (before != null && before.snapshot.version().equals(version)) {
            known = new Known(before.snapshot, nanos);
            return before.snapshot;
        }
        return load(ticker.getAsLong());
    }

    /**
     * Returns the snapshot of a version that was just read; if the cache holds another version, reads the newest one.
     */
    public Snapshot at(CatalogVersion version) {
        Known now = known;
        if (now != null && now.snapshot.version().equals(version)) {
            return now.snapshot;
        }
        return announce(() -> {
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
                Snapshot.of(store.catalog(), standard, tokens, signatures, before == null ? null : before.snapshot);
        known = new Known(snapshot, nanos);
        return snapshot;
    }

    /**
     * Reads a snapshot and notifies the listener if the version is new. Notifies after the lock is released, because
     * the listener may call this cache, and before this method returns, even if another thread is notifying the
     * listener of the same version.
     */
    private Snapshot announce(Supplier<Snapshot> reading) {
        Snapshot snapshot = reading.get();
        if (!snapshot.version().equals(announced)) {
            onNew.accept(snapshot);
            announced = snapshot.version();
        }
        return snapshot;
    }
}
