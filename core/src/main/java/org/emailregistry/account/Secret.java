package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A password or token. Holds its own copy of the characters, lends a temporary copy to {@link #use}, and wipes its copy
 * when closed. {@link #toString} returns {@code ***}. Thread-safe.
 */
public final class Secret implements AutoCloseable {
    /** The maximum length of a secret, in UTF-16 units. Access tokens of large providers have about 4,000. */
    public static final int MAXIMUM_LENGTH = 16_384;

    private char @Nullable [] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    /**
     * Returns a secret with a copy of the characters. The caller wipes the array.
     *
     * @throws IllegalArgumentException if the array has more than {@value #MAXIMUM_LENGTH} characters
     */
    public static Secret of(char[] characters) {
        requireNonNull(characters, "characters");
        return new Secret(checked(characters.clone()));
    }

    /**
     * Returns a secret with a copy of the characters.
     *
     * @throws IllegalArgumentException if the sequence has more than {@value #MAXIMUM_LENGTH} characters
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
            throw new IllegalArgumentException("secret: must not have more than " + MAXIMUM_LENGTH + " characters");
        }
        return copy;
    }

    /**
     * Applies a function to the characters and returns its result. The function receives a copy of the characters,
     * which is wiped when the function returns or throws.
     *
     * @throws IllegalStateException if this secret is closed
     */
    public <T extends @Nullable Object> T use(Function<char[], T> reader) {
        char[] copy;
        synchronized (this) {
            if (characters == null) {
                throw new IllegalStateException("secret: is already closed");
            }
            copy = characters.clone();
        }
        try {
            return reader.apply(copy);
        } finally {
            Arrays.fill(copy, '\0');
        }
    }

    /**
     * Returns an independent copy, to be closed separately.
     *
     * @throws IllegalStateException if this secret is closed
     */
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
