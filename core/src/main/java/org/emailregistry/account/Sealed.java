package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes sealed by a {@link CredentialCipher}, with the id of the key. Immutable. {@link #toString} contains the key id
 * and none of the bytes.
 */
public final class Sealed {
    private final String keyId;
    private final byte[] bytes;

    /**
     * Creates a sealed value.
     *
     * @param keyId the id of the key that sealed the bytes; empty for plain bytes in a store that is not persistent
     * @param bytes the sealed bytes, opaque; copied
     */
    public Sealed(String keyId, byte[] bytes) {
        this.keyId = requireNonNull(keyId, "keyId");
        this.bytes = bytes.clone();
    }

    /** Returns the id of the key that sealed the bytes. */
    public String keyId() {
        return keyId;
    }

    /** Returns a copy of the bytes. */
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
