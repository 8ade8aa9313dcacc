package org.emailregistry.address;

import java.text.Normalizer;

/** The rule for canonical names that contain A-labels (RFC 5891 section 4.2). */
final class EncodedName {
    private EncodedName() {}

    /**
     * Returns whether a canonical name with A-labels encodes a name that can be registered. {@link UnicodeName} may
     * refuse the decoded name: in ASCII it does no harm, and it is never displayed in Unicode.
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
