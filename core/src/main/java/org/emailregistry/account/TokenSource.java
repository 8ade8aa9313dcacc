package org.emailregistry.account;

/**
 * Supplies OAuth 2 access tokens (RFC 6749), which the host application obtains and keeps. Implementations must be
 * thread-safe.
 */
@FunctionalInterface
public interface TokenSource {
    /**
     * Returns an access token that is valid now. Called at each login; the caller closes the result.
     *
     * @throws RuntimeException if no token is available; the login then fails
     */
    Secret token(TokenRequest request);
}
