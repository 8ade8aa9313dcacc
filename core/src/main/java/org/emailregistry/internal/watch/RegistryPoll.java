package org.emailregistry.internal.watch;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.emailregistry.internal.snapshot.CatalogCache;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.VersionReader;

/** The poll of one registry. Compared by identity, even if the host's stores are equal to one another. */
public final class RegistryPoll implements Poll {
    private final RegistryStore store;
    private final CatalogCache cache;
    private final Watches watches;
    private final Feed feed;

    public RegistryPoll(RegistryStore store, CatalogCache cache, Watches watches, Feed feed) {
        this.store = store;
        this.cache = cache;
        this.watches = watches;
        this.feed = feed;
    }

    @Override
    public Optional<VersionReader> reader() {
        return store.versionReader();
    }

    @Override
    public String tenant() {
        return store.tenant();
    }

    @Override
    public void alone() {
        watches.look();
        if (!feed.isEmpty()) {
            feed.see(cache.fresh().version().revision());
        }
    }

    @Override
    public Consumer<CatalogVersion> begin() {
        Function<CatalogVersion, Snapshot> read = cache.begin();
        return version -> {
            feed.see(read.apply(version).version().revision());
            watches.look();
        };
    }
}
