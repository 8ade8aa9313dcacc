package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

/** A credential cannot be opened. Names the key, and nothing of what was sealed. */
public final class CipherException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String keyId;

    /** Describes a failure. */
    public CipherException(Kind kind, String keyId) {
        super("Credentials sealed with key \"" + keyId + "\" cannot be opened: " + kind);
        this.kind = requireNonNull(kind, "kind");
        this.keyId = keyId;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** The id of the key. */
    public String keyId() {
        return keyId;
    }

    /** What can be wrong with a sealed credential. */
    public enum Kind {
        /** The cipher does not have the key. */
        UNKNOWN_KEY,
        /** The bytes, the associated data or the key are not those that it was sealed with. */
        NOT_AUTHENTIC
    }
}
