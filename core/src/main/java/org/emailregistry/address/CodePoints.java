package org.emailregistry.address;

import java.text.Normalizer;
import java.util.Locale;

/** Classifies characters beyond ASCII. */
final class CodePoints {
    /**
     * Letters and marks that names must nevertheless not contain (RFC 5892 sections 2.4, 2.6, 2.8 and 2.9): the first
     * and the last code point of each range.
     */
    private static final int[] DISALLOWED = {
        0x034F, 0x034F, // combining grapheme joiner: ignorable
        0x0640, 0x0640, // Arabic tatweel
        0x07FA, 0x07FA, // Nko lajanyalan
        0x1100, 0x11FF, // Hangul Jamo: old, and ignorable fillers
        0x17B4, 0x17B5, // Khmer inherent vowels: ignorable
        0x180B, 0x180F, // Mongolian variation selectors: ignorable
        0x20D0, 0x20FF, // combining marks for symbols
        0x302E, 0x302F, // Hangul tone marks
        0x3031, 0x3035, // vertical kana repeat marks
        0x303B, 0x303B, // vertical ideographic iteration mark
        0x3164, 0x3164, // Hangul filler: ignorable
        0xA960, 0xA97F, // Hangul Jamo extended A
        0xD7B0, 0xD7FF, // Hangul Jamo extended B
        0xFE00, 0xFE0F, // variation selectors: ignorable
        0xFFA0, 0xFFA0, // half-width Hangul filler: ignorable
        0x1D100, 0x1D24F, // musical notation
        0xE0000, 0xE0FFF, // tags and variation selectors: ignorable
    };

    private static final int LATIN_SMALL_LETTER_DOTLESS_I = 0x131;

    private CodePoints() {}

    /** Returns whether IDNA 2003 and IDNA 2008 encode a character differently (UTS 46 section 1.2 and table 1). */
    static boolean isDeviation(int codePoint) {
        return codePoint == 0xDF || codePoint == 0x3C2 || isJoiner(codePoint);
    }

    /** Returns whether a character is ZERO WIDTH NON-JOINER or ZERO WIDTH JOINER. */
    static boolean isJoiner(int codePoint) {
        return codePoint == 0x200C || codePoint == 0x200D;
    }

    /**
     * Returns whether a character is a letter, mark or digit that names may contain, in either case (RFC 5892 section
     * 2.1).
     */
    static boolean isLetterMarkOrDigit(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> !isDisallowed(codePoint);
            default -> false;
        };
    }

    /** Returns whether a character is a mark, including those that names must not contain. */
    static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /**
     * Returns whether case folding (Unicode section 3.13) leaves a character unchanged. Computed by conversion to upper
     * case and then to lower case; the dotless i is the one small letter that this conversion changes wrongly.
     *
     * <p>Cherokee always yields false: its small letters fold to capital letters, so lower-casing a name would spell it
     * differently.
     */
    static boolean isFolded(int codePoint) {
        if (codePoint == LATIN_SMALL_LETTER_DOTLESS_I) {
            return true;
        }
        String character = Character.toString(codePoint);
        String folded = character.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC).equals(character)
                && Character.UnicodeScript.of(codePoint) != Character.UnicodeScript.CHEROKEE;
    }

    /** Returns whether a letter has a certain normal form, case and writing direction at every position in a label. */
    static boolean isPlain(int codePoint) {
        return (codePoint >= 0xE0 && codePoint <= 0xFF && codePoint != 0xF7) // Latin-1
                || (codePoint >= 0x430 && codePoint <= 0x45F) // Cyrillic
                || (codePoint >= 0x3041 && codePoint <= 0x3096) // Hiragana
                || (codePoint >= 0x30A1 && codePoint <= 0x30FA) // Katakana
                || (codePoint >= 0x4E00 && codePoint <= 0x9FFC) // Han
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3); // Hangul
    }

    /**
     * Returns whether an encoded name may contain a character, by properties that no future version of Unicode changes.
     */
    static boolean isEncodable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.UNASSIGNED -> !isNoncharacter(codePoint) && !isDisallowed(codePoint);
            default -> !isDisallowed(codePoint) && (isFolded(codePoint) || isDeviation(codePoint));
        };
    }

    private static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    }

    private static boolean isDisallowed(int codePoint) {
        for (int i = 0; i < DISALLOWED.length; i += 2) {
            if (codePoint >= DISALLOWED[i] && codePoint <= DISALLOWED[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
