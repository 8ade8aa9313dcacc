package org.emailregistry.address;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Arrays;
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

    /** What people see of a canonical name: Unicode if it would be accepted in Unicode. */
    static String display(String ascii) {
        if (!ascii.contains(Punycode.PREFIX)) {
            return ascii;
        }
        String unicode = Labels.toUnicode(ascii);
        return Flaw.isFlaw(scan(unicode, 0, unicode.length())) ? ascii : unicode;
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
        if (!Labels.isAscii(part) && part.startsWith("--", 2)) {
            return Flaw.at(label + 2, AddressProblem.UNICODE_AMBIGUOUS);
        }
        if (Labels.toAscii(part).length() > NameScanner.MAXIMUM_LABEL_LENGTH) {
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
        String ascii = Labels.toAscii(name);
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

    /** Whether a script goes with every other. */
    private static boolean isNeutral(UnicodeScript script) {
        return script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED;
    }
}
