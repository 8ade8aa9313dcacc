package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Credentials as stored. Immutable; prints no byte of them.
 */
public final class SealedCredentials {
    private final String kind;
    private final String keyId;
    private final byte[] bytes;
    private final String smtpDestination;
    private final String imapDestination;

    /**
     * Copies the bytes.
     *
     * @param kind the name of a {@code Credentials.Kind}
     * @param keyId the key they were sealed with; empty in a store that keeps nothing and a registry without a cipher
     * @param bytes the sealed secret
     * @param smtpDestination the SMTP destination they were sealed for
     * @param imapDestination the IMAP destination they were sealed for
     */
    public SealedCredentials(String kind, String keyId, byte[] bytes, String smtpDestination, String imapDestination) {
        this.kind = requireNonNull(kind, "kind");
        this.keyId = requireNonNull(keyId, "keyId");
        this.bytes = bytes.clone();
        this.smtpDestination = requireNonNull(smtpDestination, "smtpDestination");
        this.imapDestination = requireNonNull(imapDestination, "imapDestination");
    }

    /** The name of a {@code Credentials.Kind}. */
    public String kind() {
        return kind;
    }

    /** The id of the key; empty if they are not sealed. */
    public String keyId() {
        return keyId;
    }

    /** A copy of the sealed secret. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The SMTP destination they were sealed for. */
    public String smtpDestination() {
        return smtpDestination;
    }

    /** The IMAP destination they were sealed for. */
    public String imapDestination() {
        return imapDestination;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedCredentials that
                && kind.equals(that.kind)
                && keyId.equals(that.keyId)
                && Arrays.equals(bytes, that.bytes)
                && smtpDestination.equals(that.smtpDestination)
                && imapDestination.equals(that.imapDestination);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SealedCredentials[" + kind + ", key " + keyId + "]";
    }
}
