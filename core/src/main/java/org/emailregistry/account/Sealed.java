package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a {@link CredentialCipher} made. Immutable; prints the id of the key and no byte. */
public final class Sealed {
    private final String keyId;
    private final byte[] bytes;

    /**
     * Copies the bytes.
     *
     * @param keyId the key they were made with; empty if they are not sealed, in a store that keeps nothing
     * @param bytes opaque
     */
    public Sealed(String keyId, byte[] bytes) {
        this.keyId = requireNonNull(keyId, "keyId");
        this.bytes = bytes.clone();
    }

    /** The key they were made with. */
    public String keyId() {
        return keyId;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sealed that && keyId.equals(that.keyId) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Sealed[" + keyId + "]";
    }
}
