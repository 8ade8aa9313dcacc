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
 * An email service that is the same for every organisation, such as a large public provider. The administrator can hide and
 * show it, never change it.
 *
 * <p>Under one id the hosts never change and the security only rises, since the credentials of users go where the id
 * points: a service that moves to other hosts gets a new id, and the old one is retired.
 *
 * <p>The library brings a list of them along; a host application adds its own with {@link #of}, and adapts one of the
 * library's with the {@code with} methods.
 *
 * @param id stable and readable, such as {@code gmail}
 * @param name what users see in the list
 * @param servers where mail is sent and read
 * @param signIn the ways of signing in, at least one
 * @param domains the domains of the addresses that belong to it, in canonical ASCII form; used for suggestions only
 * @param setup what its users have to know or do first, in the order in which to do it
 * @param oauth2 where tokens come from, if it takes any and that is known
 * @param retiredSince the day since which it is no longer offered, if it is not; it stays in the list for those who are
 *     connected
 * @param source where these facts come from, unless the host application stated them
 */
public record StandardService(
        ServiceId id,
        String name,
        ServerSettings servers,
        Set<SignIn> signIn,
        Set<String> domains,
        List<SetupHint> setup,
        Optional<OAuth2Endpoints> oauth2,
        Optional<LocalDate> retiredSince,
        Optional<ServiceSource> source) {
    /** The longest name, in characters. */
    public static final int MAXIMUM_NAME_LENGTH = 100;

    /**
     * Checks and copies.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the name is blank, longer than {@value #MAXIMUM_NAME_LENGTH} characters or
     *     contains a control character, if there is no way of signing in, or if a domain is not a domain
     */
    public StandardService {
        requireNonNull(id, "id");
        Text.Flaw flaw = Text.flawOf(requireNonNull(name, "name"), MAXIMUM_NAME_LENGTH);
        if (flaw != null) {
            throw new IllegalArgumentException("name of the standard service " + id + ": " + flaw);
        }
        requireNonNull(servers, "servers");
        if (signIn.isEmpty()) {
            throw new IllegalArgumentException("standard service " + id + ": no way of signing in");
        }
        signIn = Collections.unmodifiableSet(EnumSet.copyOf(signIn));
        Set<String> canonical = new TreeSet<>();
        for (String domain : domains) {
            canonical.add(DomainName.tryParse(domain)
                    .orElseThrow(
                            () -> new IllegalArgumentException("standard service " + id + ": not a domain: " + domain))
                    .toString());
        }
        domains = Collections.unmodifiableSet(canonical);
        setup = List.copyOf(setup);
        requireNonNull(oauth2, "oauth2");
        requireNonNull(retiredSince, "retiredSince");
        requireNonNull(source, "source");
    }

    /**
     * A service of the host application's own: signed in to with a password, without domains and hints.
     *
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the id or the name is not acceptable
     */
    public static StandardService of(ServiceId id, String name, ServerSettings servers) {
        return new StandardService(
                id,
                name,
                servers,
                Set.of(SignIn.PASSWORD),
                Set.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** This service under another name. */
    public StandardService withName(String name) {
        return new StandardService(id, name, servers, signIn, domains, setup, oauth2, retiredSince, source);
    }

    /** This service with other ways of signing in, at least one. */
    public StandardService withSignIn(Set<SignIn> signIn) {
        return new StandardService(id, name, servers, signIn, domains, setup, oauth2, retiredSince, source);
    }

    /** This service for the addresses of other domains. */
    public StandardService withDomains(Set<String> domains) {
        return new StandardService(id, name, servers, signIn, domains, setup, oauth2, retiredSince, source);
    }

    /** This service with other hints. */
    public StandardService withSetup(List<SetupHint> setup) {
        return new StandardService(id, name, servers, signIn, domains, setup, oauth2, retiredSince, source);
    }

    /** This service with tokens from elsewhere. */
    public StandardService withOAuth2(OAuth2Endpoints oauth2) {
        return new StandardService(
                id, name, servers, signIn, domains, setup, Optional.of(oauth2), retiredSince, source);
    }

    /** Whether it is kept only for those who are connected. */
    public boolean retired() {
        return retiredSince.isPresent();
    }

    /** This service, no longer offered since a day. */
    public StandardService withRetirement(LocalDate day) {
        return new StandardService(id, name, servers, signIn, domains, setup, oauth2, Optional.of(day), source);
    }
}
