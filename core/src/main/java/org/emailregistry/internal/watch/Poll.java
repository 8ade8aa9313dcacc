package org.emailregistry.internal.watch;

import java.util.Optional;
import java.util.function.Consumer;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.VersionReader;

/** Checks a tenant for changes of other nodes. */
public interface Poll {
    /** Runs one poll that reads the store by itself. */
    void alone();

    /** Returns the reader that can read the versions of several tenants at once; empty if the store has none. */
    Optional<VersionReader> reader();

    String tenant();

    /** Begins a poll; the returned consumer completes it with a version that was read after this call. */
    Consumer<CatalogVersion> begin();
}
