package org.emailregistry.store;

import java.util.List;
import java.util.Optional;

/**
 * What an administrator said of a corporate service.
 *
 * @param name what users see
 * @param servers the servers
 * @param signIn names of {@code SignIn}
 * @param domains the domains of the addresses that belong to it
 * @param trust certificates in PEM, if it has a private authority
 * @param formerDestinations where credentials went before an administrator confirmed another destination, each with the
 *     registry's proof of it: opaque to a store
 * @param version the commit that added or edited it last; hiding and showing do not count
 */
public record ServiceDefinition(
        String name,
        SettingsRow servers,
        List<String> signIn,
        List<String> domains,
        Optional<String> trust,
        List<String> formerDestinations,
        CatalogVersion version) {
    /** Copies the lists. */
    public ServiceDefinition {
        signIn = List.copyOf(signIn);
        domains = List.copyOf(domains);
        formerDestinations = List.copyOf(formerDestinations);
    }
}
