package org.emailregistry;

/**
 * Thrown when credentials would be saved to a persistent store, but the registry was built without a
 * {@linkplain EmailServiceRegistry.Builder#cipher cipher}.
 */
public final class CipherRequiredException extends RefusedException {
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public CipherRequiredException() {
        super(
                Refusal.CIPHER_REQUIRED,
                "Credentials cannot be saved: the store is persistent and the registry has no cipher. "
                        + "Set one with EmailServiceRegistry.Builder.cipher.");
    }
}
