package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import org.emailregistry.account.Sealed;

/**
 * Sealed credentials, as stored, bound to the destinations that they may be sent to. A destination is a text, opaque to
 * the store, with the protocol, the host, the minimum security and the trusted certificate authorities of a server.
 *
 * @param kind the name of a {@code Credentials.Kind}
 * @param secret the sealed secret
 * @param smtpDestination the SMTP destination that the secret was sealed for
 * @param imapDestination the IMAP destination that the secret was sealed for
 * @param bound what the secret is bound to beside its account and its destinations: a text that stores keep without
 *     reading it
 */
public record SealedCredentials(
        String kind, Sealed secret, String smtpDestination, String imapDestination, String bound) {
    /**
     * Checks the components.
     *
     * @throws NullPointerException if a component is null
     */
    public SealedCredentials {
        requireNonNull(kind, "kind");
        requireNonNull(secret, "secret");
        requireNonNull(smtpDestination, "smtpDestination");
        requireNonNull(imapDestination, "imapDestination");
        requireNonNull(bound, "bound");
    }
}
