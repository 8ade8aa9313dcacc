package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.emailregistry.address.DomainName;
import org.emailregistry.text.Text;

/**
 * An email service that is the same for every organisation, such as a large public provider. Administrators can hide
 * and show it, but not edit it. Immutable.
 *
 * <p>An account refers to its service by id, and credentials are sent to the servers of that service. Therefore, the
 * hosts of a service must never change, and its connection security must never decrease. A service that moves to other
 * hosts gets a new id, and the old id is retired.
 *
 * <p>The library provides a list of standard services. A host application adds its own with {@link #of} and adapts
 * those of the library with the {@code with} methods.
 *
 * @param id a stable and readable id, such as {@code gmail}
 * @param name the name that users see
 * @param servers the SMTP and IMAP servers
 * @param authenticationMethods the methods by which users sign in, at least one
 * @param domains the email domains of its users, held in canonical ASCII form; used for suggestions and, if there
 *     is exactly one, to complete a login to an address
 * @param setup the steps that users have to take before they can connect, in order
 * @param oauth2 the OAuth 2 endpoints, if the service accepts tokens and they are known
 * @param retiredSince the day of the retirement, if the service is retired; information only: a service with such a
 *     day, even one in the future, is not offered, and stays in the list for connected accounts
 * @param source the source of these facts; empty if the host application stated them
 */
public record StandardService(
        ServiceId id,
        String name,
        ServerSettings servers,
        Set<AuthenticationMethod> authenticationMethods,
        Set<String> domains,
        List<SetupHint> setup,
        Optional<OAuth2Endpoints> oauth2,
        Optional<LocalDate> retiredSince,
        Optional<ServiceSource> source) {
    /** The maximum length of a name, in code points. */
    public static final int MAXIMUM_NAME_LENGTH = 100;

    /**
     * Creates a service with copies of the collections.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the name is blank, longer than {@value #MAXIMUM_NAME_LENGTH} code points or
     *     contains a control character or lone surrogate, if there is no authentication method, or if a domain is not a
     *     domain name
     */
    public StandardService {
        requireNonNull(id, "id");
        Text.Flaw flaw = Text.flawOf(requireNonNull(name, "name"), MAXIMUM_NAME_LENGTH);
        if (flaw != null) {
            throw new IllegalArgumentException("name of the standard service " + id + ": " + flaw + "; must have 1 to "
                    + MAXIMUM_NAME_LENGTH + " printable characters");
        }
        requireNonNull(servers, "servers");
        if (authenticationMethods.isEmpty()) {
            throw new IllegalArgumentException(
                    "standard service " + id + ": must have at least one authentication method");
        }
        authenticationMethods = Collections.unmodifiableSet(EnumSet.copyOf(authenticationMethods));
        Set<String> canonical = new TreeSet<>();
        for (String domain : domains) {
            canonical.add(DomainName.tryParse(domain)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "standard service " + id + ": domain must be a domain name, got " + domain))
                    .toString());
        }
        domains = Collections.unmodifiableSet(canonical);
        setup = List.copyOf(setup);
        requireNonNull(oauth2, "oauth2");
        requireNonNull(retiredSince, "retiredSince");
        requireNonNull(source, "source");
    }

    /**
     * Returns a service of the host application. Users sign in with a password; there are no domains and no hints.
     *
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the name is blank, longer than {@value #MAXIMUM_NAME_LENGTH} code points or
     *     contains a control character or lone surrogate
     */
    public static StandardService of(ServiceId id, String name, ServerSettings servers) {
        return new StandardService(
                id,
                name,
                servers,
                Set.of(AuthenticationMethod.PASSWORD),
                Set.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns a copy with another name.
     *
     * @throws IllegalArgumentException if the name is blank, longer than {@value #MAXIMUM_NAME_LENGTH} code points or
     *     contains a control character or lone surrogate
     */
    public StandardService withName(String name) {
        return new StandardService(
                id, name, servers, authenticationMethods, domains, setup, oauth2, retiredSince, source);
    }

    /**
     * Returns a copy with other authentication methods.
     *
     * @throws IllegalArgumentException if there is no authentication method
     */
    public StandardService withAuthenticationMethods(Set<AuthenticationMethod> authenticationMethods) {
        return new StandardService(
                id, name, servers, authenticationMethods, domains, setup, oauth2, retiredSince, source);
    }

    /**
     * Returns a copy with other email domains.
     *
     * @throws IllegalArgumentException if a domain is not a domain name
     */
    public StandardService withDomains(Set<String> domains) {
        return new StandardService(
                id, name, servers, authenticationMethods, domains, setup, oauth2, retiredSince, source);
    }

    /** Returns a copy with other hints. */
    public StandardService withSetup(List<SetupHint> setup) {
        return new StandardService(
                id, name, servers, authenticationMethods, domains, setup, oauth2, retiredSince, source);
    }

    /** Returns a copy with other OAuth 2 endpoints. */
    public StandardService withOAuth2(OAuth2Endpoints oauth2) {
        return new StandardService(
                id, name, servers, authenticationMethods, domains, setup, Optional.of(oauth2), retiredSince, source);
    }

    /** Returns whether the service is retired: no longer offered, but kept for connected accounts. */
    public boolean retired() {
        return retiredSince.isPresent();
    }

    /** Returns a copy that is retired; the day, even one in the future, is information only. */
    public StandardService withRetirement(LocalDate day) {
        return new StandardService(
                id, name, servers, authenticationMethods, domains, setup, oauth2, Optional.of(day), source);
    }
}
