package org.emailregistry;

import java.util.Optional;
import org.emailregistry.account.TokenSource;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.store.RegistryStore;

/** What a registry is made of, wired once by its builder. Only the public doors see it. */
record Parts(
        RegistryStore store,
        CatalogCache cache,
        ConnectionPolicy policy,
        NetworkGuard guard,
        Optional<TokenSource> tokens,
        Planner planner,
        CatalogWriter writer,
        AccountReader reader,
        Entrance entrance,
        LoginReports reports,
        Adopter adopter,
        Resealer resealer,
        Attacher attacher,
        Vault vault,
        Ids ids,
        Probing tests,
        Watches watches,
        Pulse pulse,
        AccountEvents events) {}
