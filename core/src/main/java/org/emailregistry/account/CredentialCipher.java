package org.emailregistry.account;

/**
 * Encrypts credentials before they reach a store, and decrypts them. The result of a sealing does not contain the
 * associated data and can be opened only with the same associated data, so a sealed credential copied to another row of
 * the store cannot be opened there.
 *
 * <p>Implementations must be thread-safe.
 */
public interface CredentialCipher {
    /**
     * Encrypts and authenticates bytes with the newest key.
     *
     * @param plain the bytes to encrypt; the caller wipes them
     * @param associatedData data that is authenticated but neither encrypted nor contained in the result
     */
    Sealed seal(byte[] plain, byte[] associatedData);

    /**
     * Decrypts sealed bytes. The caller wipes the result.
     *
     * @param associatedData the same data as for {@link #seal}
     * @throws CipherException if the key is unknown, or the bytes or the associated data differ from those used for
     *     sealing
     */
    byte[] open(Sealed sealed, byte[] associatedData);

    /**
     * Returns a proof that a holder of the newest key authenticated the data. The default implementation seals an empty
     * array with the data as associated data.
     */
    default Sealed authenticate(byte[] data) {
        return seal(new byte[0], data);
    }

    /**
     * Checks a proof made by {@link #authenticate}.
     *
     * @throws CipherException if the key is unknown, or the proof does not match the data
     */
    default void verify(Sealed proof, byte[] data) {
        if (open(proof, data).length != 0) {
            throw new CipherException(CipherException.Kind.NOT_AUTHENTIC, proof.keyId());
        }
    }
}
