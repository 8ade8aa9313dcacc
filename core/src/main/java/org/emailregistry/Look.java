package org.emailregistry;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.VersionReader;

/** A registry's look at what other nodes have done. */
final class Look {
    private final RegistryStore store;
    private final CatalogCache cache;
    private final Watches watches;
    private final Feed feed;

    Look(RegistryStore store, CatalogCache cache, Watches watches, Feed feed) {
        this.store = store;
        this.cache = cache;
        this.watches = watches;
        this.feed = feed;
    }

    /** What can read the version for this look and for others. */
    Optional<VersionReader> reader() {
        return store.versionReader();
    }

    String tenant() {
        return store.tenant();
    }

    /** Looks, and asks for everything itself. */
    void alone() {
        watches.look();
        if (!feed.isEmpty()) {
            feed.see(cache.fresh().version().revision());
        }
    }

    /** Begins a look, which goes on when somebody else has read the version after this call. */
    Consumer<CatalogVersion> begin() {
        Function<CatalogVersion, Snapshot> read = cache.begin();
        return version -> {
            feed.see(read.apply(version).version().revision());
            watches.look();
        };
    }
}
