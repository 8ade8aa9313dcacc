package org.emailregistry.address;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names beyond ASCII, by the narrow rule that stands in {@link ServerAddress}. The only judge of such names. */
final class UnicodeName {
    private UnicodeName() {}

    /** Scans from an offset to a colon or the end: where the name ends, or a {@link Flaw}. */
    static long scan(String text, int from, int to) {
        int label = from;
        int length = 0; // In code points, of which each becomes at least one character of ASCII.
        UnicodeScript script = UnicodeScript.COMMON;
        int at = from;
        while (at < to && text.charAt(at) != ':') {
            int codePoint = text.codePointAt(at);
            if (codePoint == '.') {
                long flaw = labelFlaw(text, label, at);
                if (Flaw.isFlaw(flaw)) {
                    return flaw;
                }
                label = at + 1;
                length = 0;
                script = UnicodeScript.COMMON;
            } else {
                AddressProblem problem = problemOf(text, at, at == label);
                if (problem != null) {
                    return Flaw.at(at, problem);
                }
                UnicodeScript own = UnicodeScript.of(codePoint);
                if (!isNeutral(own)) {
                    if (!isNeutral(script) && script != own) {
                        return Flaw.at(at, AddressProblem.UNICODE_MIXED_SCRIPTS);
                    }
                    script = own;
                }
                if (++length > NameScanner.MAXIMUM_LABEL_LENGTH) {
                    return Flaw.at(at, AddressProblem.LABEL_TOO_LONG);
                }
            }
            at += Character.charCount(codePoint);
            if (at - from > 2 * NameScanner.MAXIMUM_NAME_LENGTH) {
                return Flaw.at(at - 1, AddressProblem.NAME_TOO_LONG);
            }
        }
        if (at == label) {
            return Flaw.at(at - 1, AddressProblem.TRAILING_DOT);
        }
        long flaw = labelFlaw(text, label, at);
        if (Flaw.isFlaw(flaw)) {
            return flaw;
        }
        AddressProblem problem = problemOfWhole(text.substring(from, at));
        return problem == null ? at : Flaw.at(problem == AddressProblem.UNICODE_AMBIGUOUS ? from : label, problem);
    }

    /** The ASCII form of a name whose labels are in normal form. */
    static String toAscii(String name) {
        return eachLabel(name, UnicodeName::labelToAscii);
    }

    /** What people see of a canonical name: Unicode if it would be accepted in Unicode. */
    static String display(String ascii) {
        if (!ascii.contains(Punycode.PREFIX)) {
            return ascii;
        }
        String unicode = toUnicode(ascii);
        return Flaw.isFlaw(scan(unicode, 0, unicode.length())) ? ascii : unicode;
    }

    /**
     * Whether a canonical name with encoded labels means a name that somebody could have registered. It may be one that
     * the narrow rule refuses: such a name does no harm in ASCII, and is never shown otherwise.
     */
    static boolean isRegistrable(String ascii) {
        String unicode = toUnicode(ascii);
        return Normalizer.isNormalized(unicode, Normalizer.Form.NFKC)
                && Bidi.isClear(unicode)
                && labels(unicode).stream().noneMatch(UnicodeName::hasOddEdge);
    }

    /** The labels of a name, none of which is empty. */
    static List<String> labels(String name) {
        List<String> labels = new ArrayList<>();
        int label = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', label)) {
            labels.add(name.substring(label, dot));
            label = dot + 1;
        }
        labels.add(name.substring(label));
        return labels;
    }

    private static @Nullable AddressProblem problemOf(String text, int at, boolean first) {
        int codePoint = text.codePointAt(at);
        if (codePoint < 0x80) {
            if (Characters.isLetter((char) codePoint)) {
                return codePoint < 'a' ? AddressProblem.UNICODE_NOT_NORMAL : null;
            }
            if (Characters.isDigit((char) codePoint) || codePoint == '-') {
                return first && codePoint == '-' ? AddressProblem.LABEL_EDGE_HYPHEN : null;
            }
            return Characters.problemOf(text, at, AddressProblem.FORBIDDEN_CHARACTER);
        }
        if (CodePoints.isDeviation(codePoint)) {
            return AddressProblem.UNICODE_DEVIATION;
        }
        if (!CodePoints.isLetterMarkOrDigit(codePoint) || (first && CodePoints.isMark(codePoint))) {
            return Characters.problemOf(text, at, AddressProblem.UNICODE_FORBIDDEN);
        }
        boolean normal = CodePoints.isFolded(codePoint)
                && Normalizer.isNormalized(Character.toString(codePoint), Normalizer.Form.NFKC);
        return normal ? null : AddressProblem.UNICODE_NOT_NORMAL;
    }

    /** What no single character tells. */
    private static long labelFlaw(String text, int label, int end) {
        if (label == end) {
            return Flaw.at(end, AddressProblem.LABEL_EMPTY);
        }
        if (text.charAt(end - 1) == '-') {
            return Flaw.at(end - 1, AddressProblem.LABEL_EDGE_HYPHEN);
        }
        String part = text.substring(label, end);
        if (!isAscii(part) && part.startsWith("--", 2)) {
            return Flaw.at(label + 2, AddressProblem.UNICODE_AMBIGUOUS);
        }
        if (toAscii(part).length() > NameScanner.MAXIMUM_LABEL_LENGTH) {
            return Flaw.at(label, AddressProblem.LABEL_TOO_LONG);
        }
        String normal = Normalizer.normalize(part, Normalizer.Form.NFKC);
        return part.equals(normal)
                ? 0
                : Flaw.at(
                        label + Arrays.mismatch(part.toCharArray(), normal.toCharArray()),
                        AddressProblem.UNICODE_NOT_NORMAL);
    }

    /** What no single label tells, of a name whose labels are in order. */
    private static @Nullable AddressProblem problemOfWhole(String name) {
        boolean halfEncoded = name.startsWith(Punycode.PREFIX) || name.contains("." + Punycode.PREFIX);
        if (halfEncoded || !Bidi.isClear(name)) {
            return AddressProblem.UNICODE_AMBIGUOUS;
        }
        String ascii = toAscii(name);
        long scanned = NameScanner.scan(ascii, 0, ascii.length());
        if (Flaw.isFlaw(scanned)) {
            return Flaw.problem(scanned);
        }
        boolean number = NameScanner.endsInNumber(scanned)
                || name.substring(name.lastIndexOf('.') + 1).codePoints().noneMatch(Character::isLetter);
        if (number) {
            return AddressProblem.NUMERIC_NAME;
        }
        // Java's own IDN knows the characters of Unicode 3.2 and the rules of 2003: what it reads in the same way, all
        // do.
        return IDN.toUnicode(ascii).equals(name) ? null : AddressProblem.UNICODE_AMBIGUOUS;
    }

    private static boolean hasOddEdge(String label) {
        return !isAscii(label)
                && (label.startsWith("-")
                        || label.endsWith("-")
                        || label.startsWith("--", 2)
                        || CodePoints.isMark(label.codePointAt(0)));
    }

    private static String toUnicode(String ascii) {
        return eachLabel(ascii, UnicodeName::labelToUnicode);
    }

    private static String eachLabel(String name, UnaryOperator<String> conversion) {
        return labels(name).stream().map(conversion).collect(Collectors.joining("."));
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

    private static boolean isAscii(String label) {
        return label.chars().allMatch(c -> c < 0x80);
    }

    /** Whether a script goes with every other. */
    private static boolean isNeutral(UnicodeScript script) {
        return script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED;
    }
}
