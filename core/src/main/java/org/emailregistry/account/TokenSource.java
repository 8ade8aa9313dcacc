package org.emailregistry.account;

/** Gives OAuth 2 access tokens, which the host application obtains and keeps. Must be thread-safe. */
@FunctionalInterface
public interface TokenSource {
    /**
     * An access token that is valid now. It is asked for at each login, and closed by the caller after it.
     *
     * @throws RuntimeException if there is none; the login then fails
     */
    Secret token(TokenRequest request);
}
