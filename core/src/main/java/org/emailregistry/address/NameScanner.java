package org.emailregistry.address;

import java.nio.charset.StandardCharsets;

/** Scans a DNS name of letters, digits and hyphens. The only judge of such names. */
final class NameScanner {
    /** RFC 1035 section 2.3.4. */
    static final int MAXIMUM_LABEL_LENGTH = 63;

    /** RFC 1035 section 2.3.4: 255 octets, of which the first and the last are no characters. */
    static final int MAXIMUM_NAME_LENGTH = 253;

    private static final long NUMERIC = 1L << Integer.SIZE;
    private static final long UNICODE = 2L << Integer.SIZE;
    private static final long ENCODED = 4L << Integer.SIZE;

    private NameScanner() {}

    /**
     * Scans from an offset to a colon or the end.
     *
     * @return a {@link Flaw}; or what {@link #end} and the two questions below can read
     */
    static long scan(String text, int from, int to) {
        int label = from;
        boolean letter = false;
        long encoded = 0;
        int at = from;
        for (; at < to; at++) {
            char c = text.charAt(at);
            if (c == '.') {
                long judged = judgeLabel(text, label, at);
                if (Flaw.isFlaw(judged)) {
                    return judged;
                }
                encoded |= judged;
                label = at + 1;
                letter = false;
            } else if (Characters.isLetter(c)) {
                letter = true;
            } else if (c == ':') {
                break;
            } else if (!Characters.isAscii(c)) {
                return at | UNICODE;
            } else if (!Characters.isDigit(c) && c != '-') {
                return Flaw.at(at, Characters.problemOf(text, at, AddressProblem.FORBIDDEN_CHARACTER));
            } else if (c == '-' && at == label) {
                return Flaw.at(at, AddressProblem.LABEL_EDGE_HYPHEN);
            }
            if (at - label == MAXIMUM_LABEL_LENGTH) {
                return Flaw.at(at, AddressProblem.LABEL_TOO_LONG);
            }
            if (at - from == MAXIMUM_NAME_LENGTH) {
                return Flaw.at(at, AddressProblem.NAME_TOO_LONG);
            }
        }
        if (at == from) {
            return Flaw.at(at, AddressProblem.HOST_MISSING);
        }
        if (at == label) {
            return Flaw.at(at - 1, AddressProblem.TRAILING_DOT);
        }
        long judged = judgeLabel(text, label, at);
        if (Flaw.isFlaw(judged)) {
            return judged;
        }
        if ((encoded | judged) != 0) {
            String name = new String(lowerCase(text, from, at), StandardCharsets.ISO_8859_1);
            if (!UnicodeName.isRegistrable(name)) {
                return Flaw.at(from + name.indexOf(Punycode.PREFIX), AddressProblem.A_LABEL_INVALID);
            }
        }
        return letter && !isHexadecimal(text, label, at) ? at : at | NUMERIC;
    }

    /** Where the name ends; of a name beyond ASCII, where the first such character is. */
    static int end(long scanned) {
        return (int) scanned;
    }

    /** Whether the last label is a number in the eyes of some program, so that the whole must be an IPv4 address. */
    static boolean endsInNumber(long scanned) {
        return (scanned & NUMERIC) != 0;
    }

    /** Whether the scan stopped at a character beyond ASCII. */
    static boolean beyondAscii(long scanned) {
        return (scanned & UNICODE) != 0;
    }

    /** A copy of a scanned name, in lower case. */
    static byte[] lowerCase(String text, int from, int to) {
        byte[] name = new byte[to - from];
        for (int i = 0; i < name.length; i++) {
            char c = text.charAt(from + i);
            name[i] = (byte) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        }
        return name;
    }

    /** A {@link Flaw}; or {@link #ENCODED}, if only the decoded name can tell; or 0. */
    private static long judgeLabel(String text, int label, int end) {
        if (label == end) {
            return Flaw.at(end, AddressProblem.LABEL_EMPTY);
        }
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

    private static boolean isHexadecimal(String text, int label, int end) {
        return end - label > 1 && text.charAt(label) == '0' && (text.charAt(label + 1) | 0x20) == 'x';
    }
}
