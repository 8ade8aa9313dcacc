package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals credentials with AES-256 in Galois/Counter Mode (NIST SP 800-38D) and a ring of keys. The key that was added
 * last seals; bytes sealed with any key of the ring can be opened. Thread-safe.
 *
 * <p>Each sealing draws a random nonce of 96 bits, so replace a key before it has sealed 2<sup>32</sup> times (NIST SP
 * 800-38D section 8.3).
 */
public final class AesGcmCredentialCipher implements CredentialCipher {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MAXIMUM_IDLE = 64;

    private final Map<String, SecretKeySpec> keys;
    private final String newest;
    private final SecureRandom random = new SecureRandom();

    /** Ciphers ready for reuse: looking up an implementation takes three times as long as one sealing. */
    private final Queue<Cipher> idle = new ArrayBlockingQueue<>(MAXIMUM_IDLE);

    private AesGcmCredentialCipher(Map<String, SecretKeySpec> keys, String newest) {
        this.keys = keys;
        this.newest = newest;
    }

    /** Returns a builder with an empty ring of keys. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Sealed seal(byte[] plain, byte[] associatedData) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, newest, nonce, associatedData);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            idle.offer(cipher);
            return new Sealed(newest, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(TRANSFORMATION + " failed; every Java platform must support it", e);
        }
    }

    @Override
    public byte[] open(Sealed sealed, byte[] associatedData) {
        byte[] bytes = sealed.bytes();
        if (bytes.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new CipherException(CipherException.Kind.NOT_AUTHENTIC, sealed.keyId());
        }
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed.keyId(), nonce, associatedData);
            byte[] plain = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            idle.offer(cipher);
            return plain;
        } catch (AEADBadTagException e) {
            throw new CipherException(CipherException.Kind.NOT_AUTHENTIC, sealed.keyId());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(TRANSFORMATION + " failed; every Java platform must support it", e);
        }
    }

    /** Returns a cipher that no other thread uses. The caller returns it to {@link #idle} only after success. */
    private Cipher cipher(int mode, String keyId, byte[] nonce, byte[] associatedData) throws GeneralSecurityException {
        SecretKeySpec key = keys.get(keyId);
        if (key == null) {
            throw new CipherException(CipherException.Kind.UNKNOWN_KEY, keyId);
        }
        Cipher polled = idle.poll();
        Cipher cipher = polled == null ? Cipher.getInstance(TRANSFORMATION) : polled;
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associatedData);
        return cipher;
    }

    @Override
    public String toString() {
        return "AesGcmCredentialCipher" + keys.keySet();
    }

    /** Collects the keys of a cipher. Not thread-safe. */
    public static final class Builder {
        private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        private @Nullable String newest;

        private Builder() {}

        /**
         * Adds a key, which becomes the newest key and seals from then on.
         *
         * @param id the name of the key, stored with all bytes that the key seals; not empty
         * @param key 32 bytes; copied
         * @throws IllegalArgumentException if the id is empty or already used, or the key does not have 32 bytes
         */
        public Builder key(String id, byte[] key) {
            requireNonNull(id, "id");
            requireNonNull(key, "key");
            if (id.isEmpty() || keys.containsKey(id)) {
                throw new IllegalArgumentException("key id: must be unique and not empty, got \"" + id + "\"");
            }
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException(
                        "key \"" + id + "\": must have " + KEY_BYTES + " bytes, got " + key.length);
            }
            keys.put(id, new SecretKeySpec(key, "AES"));
            newest = id;
            return this;
        }

        /**
         * Returns a cipher with the keys added so far.
         *
         * @throws IllegalStateException if no key was added
         */
        public AesGcmCredentialCipher build() {
            if (newest == null) {
                throw new IllegalStateException("no key was added; call key(id, bytes) before build()");
            }
            return new AesGcmCredentialCipher(Map.copyOf(keys), newest);
        }
    }
}
