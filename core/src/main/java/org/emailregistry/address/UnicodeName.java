package org.emailregistry.address;

import java.net.IDN;
import java.text.Normalizer;

/** Names beyond ASCII, by the narrow rule that stands in {@link ServerAddress}. The only judge of such names. */
final class UnicodeName {
    private UnicodeName() {}

    /** Scans from an offset to a colon or the end: where the name ends, or a {@link Flaw}. */
    static long scan(String text, int from, int to) {
        int end = from;
        while (end < to && text.charAt(end) != ':') {
            end++;
        }
        String name = text.substring(from, Math.min(end, from + NameScanner.MAXIMUM_NAME_LENGTH));
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFKC)) {
            return Flaw.at(from, AddressProblem.UNICODE_NOT_NORMAL);
        }
        return Flaw.at(from, AddressProblem.UNICODE_AMBIGUOUS);
    }

    /** The canonical form of a name that {@link #scan} passed. */
    static String toAscii(String name) {
        return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
    }

    /** What people see of a canonical name. */
    static String display(String ascii) {
        return ascii;
    }
}
