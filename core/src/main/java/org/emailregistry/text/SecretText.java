package org.emailregistry.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Secrets between characters and UTF-8. What was needed on the way is wiped; nothing is replaced. Stateless. */
public final class SecretText {
    private static final int MOST_BYTES_PER_CHAR = 3;

    private SecretText() {}

    /**
     * The characters in UTF-8, to be wiped by the caller.
     *
     * @throws IllegalArgumentException if there is a lone surrogate among them
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
     * What UTF-8 says, to be wiped by the caller.
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
                // Names lengths only.
                throw new IllegalArgumentException("The secret is not well-formed text", e);
            }
        }
    }
}
