package org.emailregistry.workspace.form;

import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A login and a password as typed into a form. Never put it into a model: no page may contain a password.
 *
 * @param login the login
 * @param password the password
 */
public record Login(@Nullable String login, @Nullable String password) {
    /** Returns whether nothing was typed. */
    public boolean isEmpty() {
        return (login == null || login.isBlank()) && (password == null || password.isEmpty());
    }

    /**
     * Returns the credentials. The caller has to close them.
     *
     * @throws org.emailregistry.account.MalformedCredentialsException if they cannot be sent to a server
     */
    public Credentials credentials() {
        Secret secret = password == null || password.length() > Secret.MAXIMUM_LENGTH ? null : Secret.of(password);
        return Credentials.password(login, secret);
    }

    @Override
    public String toString() {
        return "Login[" + login + ", ***]";
    }
}
