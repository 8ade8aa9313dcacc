package org.emailregistry.store;

import java.util.List;
import java.util.Optional;
import org.emailregistry.account.Sealed;

/**
 * What an administrator said of a corporate service.
 *
 * @param name what users see
 * @param servers the servers
 * @param signIn names of {@code SignIn}
 * @param domains the domains of the addresses that belong to it
 * @param trust certificates in PEM, if it has a private authority
 * @param formerDestinations where credentials went before an administrator confirmed the present destinations
 * @param version the commit that added or edited it last; hiding and showing do not count
 * @param proof what shows that an administrator said all of this of this service: opaque to a store; empty where nothing
 *     seals
 */
public record ServiceDefinition(
        String name,
        SettingsRow servers,
        List<String> signIn,
        List<String> domains,
        Optional<String> trust,
        List<String> formerDestinations,
        CatalogVersion version,
        Optional<Sealed> proof) {
    /** Copies the lists. */
    public ServiceDefinition {
        signIn = List.copyOf(signIn);
        domains = List.copyOf(domains);
        formerDestinations = List.copyOf(formerDestinations);
    }

    /** The same with another proof. */
    public ServiceDefinition with(Optional<Sealed> newProof) {
        return new ServiceDefinition(name, servers, signIn, domains, trust, formerDestinations, version, newProof);
    }
}
