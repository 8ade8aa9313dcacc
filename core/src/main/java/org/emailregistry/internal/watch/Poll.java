package org.emailregistry.internal.watch;

import java.util.Optional;
import java.util.function.Consumer;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.VersionReader;

/** Checks a tenant for changes of other nodes. */
public interface Poll {
    /** Polls by itself, and reads everything it needs. */
    void alone();

    /** Returns the reader that can read the version for several polls at once; empty if there is none. */
    Optional<VersionReader> reader();

    String tenant();

    /** Begins a poll; the returned consumer completes it with a version that was read after this call. */
    Consumer<CatalogVersion> begin();
}
