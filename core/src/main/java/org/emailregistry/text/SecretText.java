package org.emailregistry.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Converts secrets between characters and UTF-8. Wipes its buffers, and refuses malformed input instead of replacing
 * it. Stateless.
 */
public final class SecretText {
    private static final int MOST_BYTES_PER_CHAR = 3;

    private SecretText() {}

    /**
     * Returns the characters in UTF-8. The caller wipes the result.
     *
     * @throws IllegalArgumentException if the characters contain a lone surrogate
     */
    public static byte[] encode(char[] characters) {
        byte[] room = new byte[characters.length * MOST_BYTES_PER_CHAR];
        try {
            ByteBuffer buffer = ByteBuffer.wrap(room);
            require(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), buffer, true));
            return Arrays.copyOf(room, buffer.position());
        } finally {
            Arrays.fill(room, (byte) 0);
        }
    }

    /**
     * Returns the characters of bytes in UTF-8. The caller wipes the result.
     *
     * @throws IllegalArgumentException if the bytes are not UTF-8
     */
    public static char[] decode(byte[] bytes) {
        char[] room = new char[bytes.length];
        try {
            CharBuffer buffer = CharBuffer.wrap(room);
            require(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), buffer, true));
            return Arrays.copyOf(room, buffer.position());
        } finally {
            Arrays.fill(room, '\0');
        }
    }

    private static void require(CoderResult result) {
        if (result.isError()) {
            try {
                result.throwException();
            } catch (CharacterCodingException e) {
                // The message of the cause contains lengths only.
                throw new IllegalArgumentException("secret: not well-formed text", e);
            }
        }
    }
}
