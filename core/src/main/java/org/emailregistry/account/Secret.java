package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A password or token. Owns a copy of the characters, shows it only to {@link #use}, prints {@code ***}, and wipes it
 * when closed. Thread-safe.
 */
public final class Secret implements AutoCloseable {
    /** The longest secret, in UTF-16 units; tokens of large providers have some 4,000. */
    public static final int MAXIMUM_LENGTH = 16_384;

    private char @Nullable [] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    /**
     * Copies a secret; the caller wipes the original.
     *
     * @throws IllegalArgumentException if it is longer than {@value #MAXIMUM_LENGTH}
     */
    public static Secret of(char[] characters) {
        requireNonNull(characters, "characters");
        return new Secret(checked(characters.clone()));
    }

    /**
     * Copies a secret.
     *
     * @throws IllegalArgumentException if it is longer than {@value #MAXIMUM_LENGTH}
     */
    public static Secret of(CharSequence characters) {
        requireNonNull(characters, "characters");
        char[] copy = new char[characters.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = characters.charAt(i);
        }
        return new Secret(checked(copy));
    }

    private static char[] checked(char[] copy) {
        if (copy.length > MAXIMUM_LENGTH) {
            Arrays.fill(copy, '\0');
            throw new IllegalArgumentException("secret: more than " + MAXIMUM_LENGTH + " characters");
        }
        return copy;
    }

    /**
     * Shows the characters to a reader. The array is a copy, wiped when the reader returns.
     *
     * @throws IllegalStateException if this secret is closed
     */
    public <T extends @Nullable Object> T use(Function<char[], T> reader) {
        char[] copy;
        synchronized (this) {
            if (characters == null) {
                throw new IllegalStateException("secret: closed");
            }
            copy = characters.clone();
        }
        try {
            return reader.apply(copy);
        } finally {
            Arrays.fill(copy, '\0');
        }
    }

    /** An independent copy, to be closed by itself. */
    public Secret copy() {
        return use(Secret::of);
    }

    /** Wipes the characters. Idempotent. */
    @Override
    public synchronized void close() {
        if (characters != null) {
            Arrays.fill(characters, '\0');
            characters = null;
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
