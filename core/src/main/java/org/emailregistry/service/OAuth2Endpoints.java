package org.emailregistry.service;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The OAuth 2 endpoints of a service (RFC 6749), for use by the host application. The library never calls them: it asks
 * the host application's {@code TokenSource} for tokens. Immutable.
 *
 * @param authorization the authorization endpoint, where the user signs in
 * @param token the token endpoint
 * @param scopes the scopes of a token that can read and send mail, in the order of the source
 */
public record OAuth2Endpoints(URI authorization, URI token, Set<String> scopes) {
    /**
     * Creates endpoints with a copy of the scopes.
     *
     * @throws NullPointerException if a component or a scope is null
     * @throws IllegalArgumentException if an endpoint is not an {@code https} URI with a host and without user
     *     information, or if a scope is not a {@code scope-token} of RFC 6749 section 3.3
     */
    public OAuth2Endpoints {
        Https.require(authorization, "authorization endpoint");
        Https.require(token, "token endpoint");
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        for (String scope : scopes) {
            if (scope.isEmpty() || !scope.chars().allMatch(OAuth2Endpoints::inScope)) {
                throw new IllegalArgumentException(
                        "scope: must have one or more characters of printable ASCII, except space, \" and \\"
                                + " (RFC 6749 section 3.3)");
            }
        }
    }

    private static boolean inScope(int c) {
        return c >= '!' && c <= '~' && c != '"' && c != '\\';
    }
}
