package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import org.emailregistry.account.Sealed;

/**
 * Credentials as stored, bound to where they may go.
 *
 * @param kind the name of a {@code Credentials.Kind}
 * @param secret the sealed secret
 * @param smtpDestination the SMTP destination they were sealed for
 * @param imapDestination the IMAP destination they were sealed for
 */
public record SealedCredentials(String kind, Sealed secret, String smtpDestination, String imapDestination) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public SealedCredentials {
        requireNonNull(kind, "kind");
        requireNonNull(secret, "secret");
        requireNonNull(smtpDestination, "smtpDestination");
        requireNonNull(imapDestination, "imapDestination");
    }
}
