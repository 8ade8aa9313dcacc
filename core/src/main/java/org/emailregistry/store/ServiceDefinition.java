package org.emailregistry.store;

import java.util.List;
import java.util.Optional;

/**
 * The settings of a corporate service, as stored.
 *
 * @param name the name that users see
 * @param servers the SMTP and the IMAP server
 * @param authenticationMethods the names of the accepted {@code AuthenticationMethod}s
 * @param domains the domains of the email addresses that belong to the service
 * @param trustedCertificates the certificates of a private certificate authority, in PEM, or the text of a pinned one's
 *     fingerprint; empty for the platform's authorities
 * @param formerDestinations the earlier destinations, as in {@link SealedCredentials}; an administrator confirmed that
 *     credentials sealed for them may be sent to the present servers
 * @param version the version produced by the commit that added the service, last edited it, or last confirmed its
 *     destinations; hiding, showing and signing again keep this version
 */
public record ServiceDefinition(
        String name,
        SettingsRow servers,
        List<String> authenticationMethods,
        List<String> domains,
        Optional<String> trustedCertificates,
        List<String> formerDestinations,
        CatalogVersion version) {
    /**
     * Copies the lists.
     *
     * @throws NullPointerException if a list is null or contains null
     */
    public ServiceDefinition {
        authenticationMethods = List.copyOf(authenticationMethods);
        domains = List.copyOf(domains);
        formerDestinations = List.copyOf(formerDestinations);
    }

    /** Returns this definition, confirmed anew by a commit, with the former destinations that are still trusted. */
    public ServiceDefinition confirmed(List<String> trustedFormerDestinations, CatalogVersion commit) {
        return new ServiceDefinition(
                name, servers, authenticationMethods, domains, trustedCertificates, trustedFormerDestinations, commit);
    }
}
