package org.emailregistry.address;

import java.nio.charset.StandardCharsets;

/** Scans a DNS name of ASCII letters, digits and hyphens. No other class judges such names. */
final class NameScanner {
    /** The maximum length of a label, in characters (RFC 1035 section 2.3.4). */
    static final int MAXIMUM_LABEL_LENGTH = 63;

    /**
     * The maximum length of a name, in characters: 255 octets without the first length octet and the root (RFC 1035
     * section 2.3.4).
     */
    static final int MAXIMUM_NAME_LENGTH = 253;

    private static final long NUMERIC = 1L << Integer.SIZE;
    private static final long UNICODE = 2L << Integer.SIZE;
    private static final long ENCODED = 4L << Integer.SIZE;

    private NameScanner() {}

    /**
     * Scans from an offset to a colon or the end of the range.
     *
     * @return a {@link Flaw} or the argument for {@link #end}, {@link #endsInNumber} and {@link #beyondAscii}
     */
    static long scan(String text, int from, int to) {
        long encoded = 0;
        int label = from;
        while (true) {
            // -1 if the name is full and has no room even for the dot.
            int longest = Math.min(MAXIMUM_LABEL_LENGTH, from + MAXIMUM_NAME_LENGTH - label);
            int limit = to - label > longest ? label + longest + 1 : to;
            int at = label;
            int kinds = 0;
            int kind;
            while (at < limit && (kind = Characters.inNames(text.charAt(at))) != 0) {
                kinds |= kind;
                at++;
            }
            boolean hyphen = (kinds & Characters.HYPHEN) != 0;
            if (hyphen && text.charAt(label) == '-') {
                return Flaw.at(label, AddressProblem.LABEL_EDGE_HYPHEN);
            }
            if (at - label > longest) {
                boolean tooLong = longest == MAXIMUM_LABEL_LENGTH;
                return Flaw.at(at - 1, tooLong ? AddressProblem.LABEL_TOO_LONG : AddressProblem.NAME_TOO_LONG);
            }
            char end = at == to ? ':' : text.charAt(at);
            if (!Characters.isAscii(end)) {
                return at | UNICODE;
            }
            if (end != '.' && end != ':') {
                return Flaw.at(at, Characters.problemOf(text, at, AddressProblem.FORBIDDEN_CHARACTER));
            }
            if (at == label) {
                return missing(end, from, at);
            }
            long judged = hyphen ? judgeLabel(text, label, at) : 0;
            if (Flaw.isFlaw(judged)) {
                return judged;
            }
            encoded |= judged;
            if (end == ':') {
                boolean numeric = (kinds & Characters.LETTER) == 0 || isHexadecimal(text, label, at);
                long flaw = encoded == 0 ? 0 : judgeDecoded(text, from, at);
                return Flaw.isFlaw(flaw) ? flaw : numeric ? at | NUMERIC : at;
            }
            label = at + 1;
        }
    }

    /** Returns the flaw of an empty label. */
    private static long missing(char end, int from, int at) {
        if (end == '.') {
            return Flaw.at(at, AddressProblem.LABEL_EMPTY);
        }
        return at == from ? Flaw.at(at, AddressProblem.HOST_MISSING) : Flaw.at(at - 1, AddressProblem.TRAILING_DOT);
    }

    /** Returns the offset of the end of the name, or of the first character beyond ASCII. */
    static int end(long scanned) {
        return (int) scanned;
    }

    /** Returns whether some programs read the last label as a number, so that only an IPv4 address may have it. */
    static boolean endsInNumber(long scanned) {
        return (scanned & NUMERIC) != 0;
    }

    /** Returns whether the scan stopped at a character beyond ASCII. */
    static boolean beyondAscii(long scanned) {
        return (scanned & UNICODE) != 0;
    }

    /** Returns a scanned name in lower case. */
    @SuppressWarnings("deprecation") // Copies the low bytes: right for ASCII, and the fastest way.
    static byte[] lowerCase(String text, int from, int to) {
        byte[] name = new byte[to - from];
        text.getBytes(from, to, name, 0);
        for (int i = 0; i < name.length; i++) {
            byte c = name[i];
            if (c >= 'A' && c <= 'Z') {
                name[i] = (byte) (c | 0x20);
            }
        }
        return name;
    }

    /** Returns the {@link Flaw} of a label with hyphens, {@link #ENCODED} if the decoded name needs a check, or 0. */
    private static long judgeLabel(String text, int label, int end) {
        if (text.charAt(end - 1) == '-') {
            return Flaw.at(end - 1, AddressProblem.LABEL_EDGE_HYPHEN);
        }
        if (!Punycode.isEncoded(text, label, end)) {
            return 0;
        }
        return switch (Punycode.decode(text, label + Punycode.PREFIX.length(), end, null)) {
            case MALFORMED -> Flaw.at(label, AddressProblem.A_LABEL_INVALID);
            case PLAIN -> 0;
            case OTHER -> ENCODED;
        };
    }

    /** Returns the {@link Flaw} that only the decoded form of a name shows, or 0. */
    private static long judgeDecoded(String text, int from, int to) {
        String name = new String(lowerCase(text, from, to), StandardCharsets.ISO_8859_1);
        return EncodedName.isRegistrable(name)
                ? 0
                : Flaw.at(from + name.indexOf(Punycode.PREFIX), AddressProblem.A_LABEL_INVALID);
    }

    private static boolean isHexadecimal(String text, int label, int end) {
        return end - label > 1 && text.charAt(label) == '0' && (text.charAt(label + 1) | 0x20) == 'x';
    }
}
