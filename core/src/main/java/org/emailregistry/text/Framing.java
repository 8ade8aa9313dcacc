package org.emailregistry.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** Texts as bytes, each with its length in bytes before it, so that no two lists look alike. Stateless. */
public final class Framing {
    private Framing() {}

    /** The texts in UTF-8, each after its length as four bytes, the highest first. */
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

    /** The SHA-256 digest of the texts, in Base64 for URLs without padding. */
    public static String digest(List<String> parts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(of(parts));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
