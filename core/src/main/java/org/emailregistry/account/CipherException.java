package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

/**
 * Thrown when sealed bytes cannot be opened, or a proof cannot be verified. The message contains the key id and the
 * reason, never sealed content.
 */
public final class CipherException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String keyId;

    /** Creates an exception for bytes that were sealed with the key {@code keyId}. */
    public CipherException(Kind kind, String keyId) {
        super("Data sealed with key \"" + keyId + "\" cannot be opened: "
                + (kind == Kind.UNKNOWN_KEY
                        ? "UNKNOWN_KEY; add the key with this id to the cipher"
                        : "NOT_AUTHENTIC; the data or the row that it belongs to was altered, or the key differs"));
        this.kind = requireNonNull(kind, "kind");
        this.keyId = keyId;
    }

    /** Returns the reason. */
    public Kind kind() {
        return kind;
    }

    /** Returns the id of the key with which the bytes were sealed. */
    public String keyId() {
        return keyId;
    }

    /** The reasons why sealed bytes cannot be opened. */
    public enum Kind {
        /** The cipher has no key with this id. */
        UNKNOWN_KEY,
        /** The bytes, the associated data or the key differ from those used for sealing. */
        NOT_AUTHENTIC
    }
}
