package org.emailregistry.address;

import java.text.Normalizer;

/** The rule for canonical names of which labels are encoded (RFC 5891 section 4.2). */
final class EncodedName {
    private EncodedName() {}

    /**
     * Whether a canonical name with encoded labels means a name that somebody could have registered. It may be one that
     * the narrow rule refuses: such a name does no harm in ASCII, and is never shown otherwise.
     */
    static boolean isRegistrable(String ascii) {
        String unicode = Labels.toUnicode(ascii);
        return Normalizer.isNormalized(unicode, Normalizer.Form.NFKC)
                && Bidi.isClear(unicode)
                && Labels.of(unicode).stream().noneMatch(EncodedName::hasOddEdge);
    }

    private static boolean hasOddEdge(String label) {
        return !Labels.isAscii(label)
                && (label.startsWith("-")
                        || label.endsWith("-")
                        || label.startsWith("--", 2)
                        || CodePoints.isMark(label.codePointAt(0)));
    }
}
