package org.emailregistry.internal.watch;

import java.util.Optional;
import java.util.function.Consumer;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.VersionReader;

/** A look at what other nodes have done to a tenant. */
public interface Look {
    /** Looks, and asks for everything itself. */
    void alone();

    /** What can read the version for this look and for others. */
    Optional<VersionReader> reader();

    String tenant();

    /** Begins a look, which goes on when somebody else has read the version after this call. */
    Consumer<CatalogVersion> begin();
}
