package org.emailregistry.account;

/**
 * Supplies OAuth 2 access tokens (RFC 6749), which the host application obtains and keeps. Implementations must be
 * thread-safe.
 */
@FunctionalInterface
public interface TokenSource {
    /**
     * Returns an access token that is valid now, or why there is none. Called at each login.
     *
     * @throws RuntimeException for failures of the source itself; the login then fails as
     *     {@link org.emailregistry.probe.Outcome#UNEXPECTED}
     */
    TokenAnswer token(TokenRequest request);
}
