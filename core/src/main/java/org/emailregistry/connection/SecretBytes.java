package org.emailregistry.connection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Operations on the bytes of a secret. Each operation wipes its input. */
final class SecretBytes {
    private static final int PIECE = 8;

    private SecretBytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] base64(byte[] secret) {
        byte[] encoded = Base64.getEncoder().encode(secret);
        wipe(secret);
        return encoded;
    }

    /** Joins the parts and wipes them. */
    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] result = new byte[length];
        int offset = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, result, offset, part.length);
            offset += part.length;
            wipe(part);
        }
        return result;
    }

    static void wipe(byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
    }

    /** Returns whether the text, one byte per character, contains the secret. Wipes the secret. */
    static boolean isIn(String text, byte[] secret) {
        boolean found = contains(text, secret, 0, secret.length);
        wipe(secret);
        return found;
    }

    /** Returns whether the text contains eight consecutive bytes of the secret, or all of fewer. Wipes the secret. */
    static boolean pieceIsIn(String text, byte[] secret) {
        int length = Math.min(PIECE, secret.length);
        boolean found = false;
        for (int i = 0; i + length <= secret.length && !found; i++) {
            found = contains(text, secret, i, length);
        }
        wipe(secret);
        return found;
    }

    private static boolean contains(String text, byte[] secret, int from, int length) {
        for (int i = 0; i + length <= text.length(); i++) {
            int k = 0;
            while (k < length && text.charAt(i + k) == (secret[from + k] & 0xff)) {
                k++;
            }
            if (k == length) {
                return true;
            }
        }
        return false;
    }
}
