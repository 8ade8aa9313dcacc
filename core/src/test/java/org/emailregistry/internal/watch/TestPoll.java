package org.emailregistry.internal.watch;

import java.util.Optional;
import java.util.function.Consumer;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.VersionReader;

/** A look that nobody else can read for. */
record TestPoll(Runnable looking) implements Poll {
    @Override
    public void alone() {
        looking.run();
    }

    @Override
    public Optional<VersionReader> reader() {
        return Optional.empty();
    }

    @Override
    public String tenant() {
        return "tenant";
    }

    @Override
    public Consumer<CatalogVersion> begin() {
        return version -> looking.run();
    }
}
