package org.emailregistry;

/** The store keeps what it is given, and the registry has no cipher to seal credentials with. */
public final class CipherRequiredException extends RefusedException {
    private static final long serialVersionUID = 1;

    /** For a store that persists. */
    public CipherRequiredException() {
        super(Refusal.CIPHER_REQUIRED, "The store is persistent: no credentials are saved without a cipher.");
    }
}
