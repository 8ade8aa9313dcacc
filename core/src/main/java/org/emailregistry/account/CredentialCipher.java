package org.emailregistry.account;

/**
 * Seals credentials before they reach a store. Must be thread-safe. The associated data is not in the result: what was
 * sealed with some opens with the same only, so that a sealed credential is of no use in another row.
 */
public interface CredentialCipher {
    /** Encrypts and authenticates, with the newest key. */
    Sealed seal(byte[] plain, byte[] associatedData);

    /**
     * Gives back what was sealed; the caller wipes it.
     *
     * @throws CipherException if the key is unknown, or the bytes or the associated data are not those that were sealed
     */
    byte[] open(Sealed sealed, byte[] associatedData);

    /** Makes a proof that whoever has the key said this, with the newest key. */
    default Sealed authenticate(byte[] data) {
        return seal(new byte[0], data);
    }

    /**
     * Checks what {@link #authenticate} made.
     *
     * @throws CipherException if the key is unknown, or the proof is not one of these data
     */
    default void verify(Sealed proof, byte[] data) {
        if (open(proof, data).length != 0) {
            throw new CipherException(CipherException.Kind.NOT_AUTHENTIC, proof.keyId());
        }
    }
}
