package org.emailregistry.account;

/**
 * Supplies OAuth 2 access tokens (RFC 6749), which the host application obtains and keeps. Implementations must be
 * thread-safe.
 */
@FunctionalInterface
public interface TokenSource {
    /**
     * Returns an access token that is valid now, or why there is none. Called once per login, while the connection to
     * the server is open. A test logs in to both servers at the same time, so two calls for one account can run
     * concurrently. The time counts towards the limits of the connection, but the library cannot end this call: limit
     * its time.
     *
     * @throws RuntimeException for failures of the source itself; the login then fails as
     *     {@link org.emailregistry.probe.Outcome#UNEXPECTED}, and only the class of the exception is logged
     */
    TokenAnswer token(TokenRequest request);
}
