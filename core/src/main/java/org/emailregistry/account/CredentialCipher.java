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
}
