package org.emailregistry.address;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Splits names into labels, and converts labels between ASCII and Unicode. */
final class Labels {
    private Labels() {}

    /** Returns the labels of a name that has no empty label. */
    static List<String> of(String name) {
        List<String> labels = new ArrayList<>();
        int label = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', label)) {
            labels.add(name.substring(label, dot));
            label = dot + 1;
        }
        labels.add(name.substring(label));
        return labels;
    }

    /** Returns the ASCII form of a name whose labels are in normal form. */
    static String toAscii(String name) {
        return eachLabel(name, Labels::labelToAscii);
    }

    /** Returns the Unicode form of a canonical name. */
    static String toUnicode(String ascii) {
        return eachLabel(ascii, Labels::labelToUnicode);
    }

    private static String eachLabel(String name, UnaryOperator<String> conversion) {
        return of(name).stream().map(conversion).collect(Collectors.joining("."));
    }

    private static String labelToAscii(String label) {
        if (isAscii(label)) {
            return label;
        }
        StringBuilder ascii = new StringBuilder();
        Punycode.encode(label, ascii);
        return ascii.toString();
    }

    private static String labelToUnicode(String label) {
        if (!Punycode.isEncoded(label, 0, label.length())) {
            return label;
        }
        StringBuilder unicode = new StringBuilder();
        Punycode.decode(label, Punycode.PREFIX.length(), label.length(), unicode);
        return unicode.toString();
    }

    static boolean isAscii(String label) {
        return label.chars().allMatch(c -> c < 0x80);
    }
}
