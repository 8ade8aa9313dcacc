package org.emailregistry.address;

import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes labels beyond ASCII (RFC 3492). For malformed input, decoding returns a value and throws no
 * exception.
 */
final class Punycode {
    static final String PREFIX = "xn--";

    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 0x80;

    private Punycode() {}

    /** The results of decoding a label. */
    enum Decoded {
        /** The text encodes no label, a label of plain ASCII, or a character that no label has. */
        MALFORMED,
        /** A label without hyphens whose characters beyond ASCII are all {@linkplain CodePoints#isPlain plain}. */
        PLAIN,
        /** Any other label; it needs further checks. */
        OTHER
    }

    /** Returns whether a label in ASCII begins with {@code xn--}, in either case. */
    static boolean isEncoded(String text, int from, int to) {
        return to - from >= PREFIX.length()
                && (text.charAt(from) | 0x20) == 'x'
                && (text.charAt(from + 1) | 0x20) == 'n'
                && text.startsWith("--", from + 2);
    }

    /**
     * Appends the prefix and the encoded label. The caller bounds the length of the label, so that nothing overflows.
     */
    static void encode(String label, StringBuilder out) {
        out.append(PREFIX);
        int basic = 0;
        for (int i = 0; i < label.length(); i++) {
            if (Characters.isAscii(label.charAt(i))) {
                out.append(label.charAt(i));
                basic++;
            }
        }
        if (basic > 0) {
            out.append('-');
        }
        int[] codePoints = label.codePoints().toArray();
        int n = INITIAL_N;
        int delta = 0;
        int bias = INITIAL_BIAS;
        for (int handled = basic; handled < codePoints.length; n++) {
            int next = Integer.MAX_VALUE;
            for (int codePoint : codePoints) {
                next = codePoint >= n ? Math.min(next, codePoint) : next;
            }
            delta += (next - n) * (handled + 1);
            n = next;
            for (int codePoint : codePoints) {
                if (codePoint < n) {
                    delta++;
                } else if (codePoint == n) {
                    appendNumber(delta, bias, out);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
        }
    }

    /**
     * Decodes the part of a label that follows the prefix.
     *
     * @param out receives the label; null to only check it. Undefined if the result is {@link Decoded#MALFORMED}
     */
    static Decoded decode(String text, int from, int to, @Nullable StringBuilder out) {
        int delimiter = text.lastIndexOf('-', to - 1);
        int at = delimiter < from ? from : delimiter + 1;
        int length = Math.max(0, at - 1 - from);
        if (at == to || delimiter == from) {
            return Decoded.MALFORMED;
        }
        int hyphen = text.indexOf('-', from);
        boolean plain = hyphen < 0 || hyphen >= from + length;
        if (out != null) {
            out.append(text, from, from + length);
        }
        int n = INITIAL_N;
        int i = 0;
        int bias = INITIAL_BIAS;
        boolean first = true;
        while (at < to) {
            long sum = i; // 64 bits, so that an overflow of 32 bits is noticed.
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < to ? digit(text.charAt(at++)) : BASE;
                sum += digit * weight;
                if (digit == BASE || sum > Integer.MAX_VALUE) {
                    return Decoded.MALFORMED;
                }
                int t = threshold(k, bias);
                if (digit < t) {
                    break;
                }
                weight *= BASE - t;
                if (weight > Integer.MAX_VALUE) {
                    return Decoded.MALFORMED;
                }
            }
            length++;
            bias = adapt((int) sum - i, length, first);
            first = false;
            i = (int) sum;
            n += i / length;
            i %= length;
            if (n < 0
                    || n > Character.MAX_CODE_POINT
                    || (n >= Character.MIN_SURROGATE && n <= Character.MAX_SURROGATE)) {
                return Decoded.MALFORMED;
            }
            if (out != null) {
                out.insert(out.offsetByCodePoints(0, i), Character.toChars(n));
            }
            if (!CodePoints.isPlain(n)) {
                if (!CodePoints.isEncodable(n)) {
                    return Decoded.MALFORMED;
                }
                plain = false;
            }
            i++;
        }
        return plain ? Decoded.PLAIN : Decoded.OTHER;
    }

    private static void appendNumber(int number, int bias, StringBuilder out) {
        int rest = number;
        for (int k = BASE; ; k += BASE) {
            int t = threshold(k, bias);
            if (rest < t) {
                out.append(character(rest));
                return;
            }
            out.append(character(t + (rest - t) % (BASE - t)));
            rest = (rest - t) / (BASE - t);
        }
    }

    private static int threshold(int k, int bias) {
        return Math.max(T_MIN, Math.min(T_MAX, k - bias));
    }

    private static int adapt(int delta, int length, boolean first) {
        int rest = first ? delta / DAMP : delta / 2;
        rest += rest / length;
        int k = 0;
        while (rest > (BASE - T_MIN) * T_MAX / 2) {
            rest /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
    }

    /** Returns the character of a digit: a letter for 0 to 25, a decimal digit for 26 to 35. */
    private static char character(int digit) {
        return (char) (digit < 26 ? 'a' + digit : '0' + digit - 26);
    }

    /** Returns the value of a letter or decimal digit, or {@link #BASE} for any other character. */
    private static int digit(char c) {
        if (Characters.isDigit(c)) {
            return c - '0' + 26;
        }
        return Characters.isLetter(c) ? (c | 0x20) - 'a' : BASE;
    }
}
