package org.emailregistry.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What text from outside may contain. Stateless. */
public final class Text {
    /** The longest id, in UTF-16 units: four such keys fit into an index of every supported database. */
    public static final int MAXIMUM_ID_LENGTH = 190;

    private Text() {}

    /** What is wrong with a piece of text, and where. */
    public enum Flaw {
        MISSING,
        TOO_LONG,
        FORBIDDEN_CHARACTER
    }

    /**
     * Judges one line of text that goes to a server, a database or a screen.
     *
     * @param maximum in code points
     * @return null if there is nothing to object to
     */
    public static @Nullable Flaw flawOf(@Nullable String text, int maximum) {
        if (text == null || isBlank(text)) {
            return Flaw.MISSING;
        }
        if (text.length() > 2 * maximum || text.codePointCount(0, text.length()) > maximum) {
            return Flaw.TOO_LONG;
        }
        return firstForbidden(text) >= 0 ? Flaw.FORBIDDEN_CHARACTER : null;
    }

    /** The offset of the first control character or lone surrogate, or -1. */
    public static int firstForbidden(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return i;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** Whether a person would see nothing: only white space, of any alphabet, and format characters. */
    public static boolean isBlank(String text) {
        int offset = 0;
        while (offset < text.length() && isInvisible(text.codePointAt(offset))) {
            offset = text.offsetByCodePoints(offset, 1);
        }
        return offset == text.length();
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    /**
     * Checks an id: 1 to {@value #MAXIMUM_ID_LENGTH} characters, none of them a control character or a lone surrogate.
     *
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is not an id; the message begins with {@code what}
     */
    public static String requireId(@Nullable String id, String what) {
        Objects.requireNonNull(id, what);
        if (id.isEmpty() || id.length() > MAXIMUM_ID_LENGTH) {
            throw new IllegalArgumentException(
                    what + ": 1 to " + MAXIMUM_ID_LENGTH + " characters, got " + id.length());
        }
        int forbidden = firstForbidden(id);
        if (forbidden >= 0) {
            throw new IllegalArgumentException(what + ": control character or lone surrogate at offset " + forbidden);
        }
        return id;
    }

    /** A form that is equal for names that people take for the same: NFKC and case folding (Unicode, chapter 3.13). */
    public static String folded(String name) {
        // Lower case first, since the capital sharp s has no upper case that is longer.
        String cased = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(cased, Normalizer.Form.NFKC).strip();
    }
}
