package org.emailregistry.address;

import java.util.Arrays;

/** Classifies characters by ASCII alone, whatever the locale and the Unicode version. */
final class Characters {
    /** The kinds of characters in ASCII names, one bit each; no other character has one of these bits. */
    static final int LETTER = 1;

    static final int DIGIT = 2;
    static final int HYPHEN = 4;

    private static final int ASCII = 0x80;
    private static final byte[] IN_NAMES = new byte[ASCII];
    private static final byte[] HEX = new byte[ASCII];

    static {
        Arrays.fill(IN_NAMES, 'A', 'Z' + 1, (byte) LETTER);
        Arrays.fill(IN_NAMES, 'a', 'z' + 1, (byte) LETTER);
        Arrays.fill(IN_NAMES, '0', '9' + 1, (byte) DIGIT);
        IN_NAMES['-'] = HYPHEN;
        for (char c = 0; c < ASCII; c++) {
            HEX[c] = (byte) Character.digit(c, 16);
        }
    }

    private Characters() {}

    /** Returns the kind of a character in ASCII names, as one bit; 0 for a character that they do not contain. */
    static int inNames(char c) {
        return isAscii(c) ? IN_NAMES[c] : 0;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    static boolean isAscii(char c) {
        return c < ASCII;
    }

    /** Returns the value of a hexadecimal digit, or -1. */
    static int hex(char c) {
        return isAscii(c) ? HEX[c] : -1;
    }

    /**
     * Returns whether a character may surround an address: Unicode White_Space except the control characters U+0085 and
     * U+001C to U+001F.
     */
    static boolean isWhiteSpace(char c) {
        return isAscii(c) ? c == ' ' || (c >= '\t' && c <= '\r') : Character.isSpaceChar(c);
    }

    /** Returns whether the UTF-16 unit at an offset is a surrogate whose other half is missing. */
    static boolean isLoneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    /**
     * Returns the problem of a misplaced character that is the same in every place, or {@code otherwise} if there is
     * none.
     */
    static AddressProblem problemOf(String text, int at, AddressProblem otherwise) {
        char c = text.charAt(at);
        return switch (c) {
            case '@' -> AddressProblem.AT_SIGN;
            case '/', '\\', '?', '#' -> AddressProblem.PATH;
            case '%' -> AddressProblem.PERCENT;
            case '_' -> AddressProblem.UNDERSCORE;
            default -> {
                if (isWhiteSpace(c)) {
                    yield AddressProblem.WHITE_SPACE;
                }
                yield Character.isISOControl(c) || isLoneSurrogate(text, at)
                        ? AddressProblem.CONTROL_CHARACTER
                        : otherwise;
            }
        };
    }
}
