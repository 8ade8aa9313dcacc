package org.emailregistry.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks text from outside. Stateless. */
public final class Text {
    /**
     * The maximum length of an id, in UTF-16 units. Four keys of this length fit into an index of every supported
     * database.
     */
    public static final int MAXIMUM_ID_LENGTH = 190;

    private Text() {}

    /** The flaws of a text. */
    public enum Flaw {
        /** The text is null or blank. */
        MISSING,
        /** The text has too many characters. */
        TOO_LONG,
        /** The text contains a control character or a lone surrogate. */
        FORBIDDEN_CHARACTER
    }

    /**
     * Checks one line of text for a server, a database or a screen.
     *
     * @param maximum the maximum length, in code points
     * @return the flaw, or null if there is none
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

    /** Returns the offset of the first control character or lone surrogate, or -1 if there is none. */
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

    /** Returns whether a text is invisible: empty, or nothing but white space of any script and format characters. */
    public static boolean isBlank(String text) {
        int offset = 0;
        while (offset < text.length() && isInvisible(text.codePointAt(offset))) {
            offset = text.offsetByCodePoints(offset, 1);
        }
        return offset == text.length();
    }

    /** Returns a text without white space of any script and format characters around it. */
    public static String stripped(String text) {
        int end = text.length();
        while (end > 0 && isInvisible(text.codePointBefore(end))) {
            end = text.offsetByCodePoints(end, -1);
        }
        int start = 0;
        while (start < end && isInvisible(text.codePointAt(start))) {
            start = text.offsetByCodePoints(start, 1);
        }
        return text.substring(start, end);
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    /**
     * Returns an id of 1 to {@value #MAXIMUM_ID_LENGTH} UTF-16 units without control characters and lone surrogates.
     *
     * @param what the name of the id, with which messages begin
     * @throws NullPointerException if the id is null
     * @throws IllegalArgumentException if the id is empty, too long, or contains a control character or lone surrogate
     */
    public static String requireId(@Nullable String id, String what) {
        Objects.requireNonNull(id, what);
        if (id.isEmpty() || id.length() > MAXIMUM_ID_LENGTH) {
            throw new IllegalArgumentException(
                    what + ": must have 1 to " + MAXIMUM_ID_LENGTH + " characters, got " + id.length());
        }
        int forbidden = firstForbidden(id);
        if (forbidden >= 0) {
            throw new IllegalArgumentException(what
                    + ": must not contain a control character or lone surrogate, found one at offset " + forbidden);
        }
        return id;
    }

    /**
     * Returns a form that is equal for names that people take for the same: NFKC and case folding (Unicode section
     * 3.13), without surrounding white space.
     */
    public static String folded(String name) {
        // Lower case first: the capital sharp s becomes "SS" only by way of the small one.
        String cased = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(cased, Normalizer.Form.NFKC).strip();
    }
}
