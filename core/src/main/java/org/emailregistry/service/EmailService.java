package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An entry of the list of email services. Immutable. The constructor checks only what it documents; the services that
 * the registry returns are validated.
 *
 * @param id the id
 * @param name the name that users see
 * @param kind whether the service is standard or corporate
 * @param servers the SMTP and IMAP servers
 * @param authenticationMethods the methods by which users sign in, at least one
 * @param hidden whether the service is hidden from users
 * @param revision the catalog revision of its last change, 0 for a standard service that was never changed
 * @param trustedCertificates the certificates of the private authority of its servers, or their pinned certificate, if
 *     there is one
 * @param domains the email domains of its users, in canonical ASCII form; used for suggestions and, if there is
 *     exactly one, to complete a login to an address
 */
public record EmailService(
        ServiceId id,
        String name,
        Kind kind,
        ServerSettings servers,
        Set<AuthenticationMethod> authenticationMethods,
        boolean hidden,
        long revision,
        Optional<TrustedCertificates> trustedCertificates,
        Set<String> domains) {
    /**
     * Creates a service with copies of the sets.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if there is no authentication method
     */
    public EmailService {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(servers, "servers");
        requireNonNull(trustedCertificates, "trustedCertificates");
        if (authenticationMethods.isEmpty()) {
            throw new IllegalArgumentException("authenticationMethods: must contain at least one method");
        }
        authenticationMethods = Collections.unmodifiableSet(EnumSet.copyOf(authenticationMethods));
        domains = Collections.unmodifiableSet(new TreeSet<>(domains));
    }

    /** The kinds of services. */
    public enum Kind {
        /** The service is in the list of standard services. It can be hidden and shown, but not edited or removed. */
        STANDARD,
        /** An administrator added the service. */
        CORPORATE
    }
}
