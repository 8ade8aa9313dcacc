package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

/** What a {@link TokenSource} answers. Immutable. */
public sealed interface TokenAnswer {
    /**
     * An access token.
     *
     * @param secret the token, which whoever asked closes
     */
    record Token(Secret secret) implements TokenAnswer {
        /**
         * Checks the token.
         *
         * @throws NullPointerException if the token is null
         */
        public Token {
            requireNonNull(secret, "secret");
        }
    }

    /** There will be no token until the user signs in again: the login fails, and the account is suspended at once. */
    record SignInAgain() implements TokenAnswer {}

    /** There is no token now, for instance because the authorization server is down: the login fails, and may succeed later. */
    record TryLater() implements TokenAnswer {}

    /**
     * Returns a token.
     *
     * @throws NullPointerException if the token is null
     */
    static TokenAnswer token(Secret secret) {
        return new Token(secret);
    }

    /** Returns the answer that the user has to sign in again, as after {@code invalid_grant} (RFC 6749 section 5.2). */
    static TokenAnswer signInAgain() {
        return new SignInAgain();
    }

    /** Returns the answer that there is no token now. */
    static TokenAnswer tryLater() {
        return new TryLater();
    }
}
