package org.emailregistry;

/** The store keeps what it is given, and the registry has no cipher to seal credentials and to authenticate services with. */
public final class CipherRequiredException extends RefusedException {
    private static final long serialVersionUID = 1;

    CipherRequiredException() {
        super(
                Refusal.CIPHER_REQUIRED,
                "The store is persistent: no credentials and no services are saved without a cipher.");
    }
}
