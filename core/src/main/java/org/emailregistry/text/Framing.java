package org.emailregistry.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Encodes a list of texts as bytes, each text preceded by its length, so that no two lists have the same encoding.
 * Stateless.
 */
public final class Framing {
    private Framing() {}

    /** Returns the texts in UTF-8, each preceded by its length in bytes as four bytes in big-endian order. */
    public static byte[] of(List<String> parts) {
        var out = new ByteArrayOutputStream();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    /** Returns the SHA-256 digest of the encoded texts, in URL-safe Base64 without padding. */
    public static String digest(List<String> parts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(of(parts));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 failed; every Java platform must support it", e);
        }
    }
}
