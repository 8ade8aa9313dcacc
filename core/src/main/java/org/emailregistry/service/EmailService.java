package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An entry of the list that users choose from.
 *
 * @param id the id
 * @param name what users see
 * @param kind who brought it
 * @param servers the servers behind it
 * @param signIn the ways of signing in, at least one
 * @param hidden whether it is kept from the users' list
 * @param revision the revision of the catalog at its last change, 0 for a standard service never touched
 * @param trust the private certificate authority of its servers, if it has one
 * @param domains the domains of the addresses that belong to it, in canonical ASCII form; used for suggestions only
 */
public record EmailService(
        ServiceId id,
        String name,
        Kind kind,
        ServerSettings servers,
        Set<SignIn> signIn,
        boolean hidden,
        long revision,
        Optional<TrustAnchors> trust,
        Set<String> domains) {
    /**
     * Copies the sets.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if there is no way of signing in
     */
    public EmailService {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(servers, "servers");
        requireNonNull(trust, "trust");
        signIn = Collections.unmodifiableSet(EnumSet.copyOf(signIn));
        domains = Collections.unmodifiableSet(new TreeSet<>(domains));
    }

    /** Who brought a service. */
    public enum Kind {
        /** The library's list: can be hidden and shown only. */
        STANDARD,
        /** The administrator. */
        CORPORATE
    }
}
