package org.emailregistry.service;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where a host application obtains tokens for a service (RFC 6749). The library itself never calls these addresses; it asks
 * the host's {@code TokenSource}.
 *
 * @param authorization the authorization endpoint, where the user signs in
 * @param token the token endpoint
 * @param scopes what to ask for, so that the token reads and sends mail; in the order of the source
 */
public record OAuth2Endpoints(URI authorization, URI token, Set<String> scopes) {
    /**
     * Checks the addresses and copies the scopes.
     *
     * @throws NullPointerException if a component or a scope is null
     * @throws IllegalArgumentException if an endpoint is not {@code https}, or a scope is empty or contains anything that
     *     RFC 6749 section 3.3 does not allow
     */
    public OAuth2Endpoints {
        Https.require(authorization, "authorization endpoint");
        Https.require(token, "token endpoint");
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        for (String scope : scopes) {
            if (scope.isEmpty() || !scope.chars().allMatch(OAuth2Endpoints::inScope)) {
                throw new IllegalArgumentException("scope: not a scope-token of RFC 6749");
            }
        }
    }

    private static boolean inScope(int c) {
        return c >= '!' && c <= '~' && c != '"' && c != '\\';
    }
}
