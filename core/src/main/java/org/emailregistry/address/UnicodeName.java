package org.emailregistry.address;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Scans names beyond ASCII by the rule that {@link ServerAddress} documents. No other class judges such names. */
final class UnicodeName {
    private UnicodeName() {}

    /**
     * Scans from an offset to a colon or the end of the range. Returns the offset of the end of the name, or a
     * {@link Flaw}.
     */
    static long scan(String text, int from, int to) {
        int label = from;
        int length = 0; // In code points; the encoded label has at least one character for each.
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

    /**
     * Returns the displayed form of a canonical name: Unicode if {@link #scan} accepts it in Unicode, otherwise ASCII.
     */
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

    /** Returns the flaw that only a label as a whole shows, no single character of it, or 0. */
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

    /**
     * Returns the problem that only a name as a whole shows, no single label of it, or null. Every label was accepted.
     */
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
        // java.net.IDN implements IDNA 2003 with Unicode 3.2: a name that survives it means the same to every program.
        return IDN.toUnicode(ascii).equals(name) ? null : AddressProblem.UNICODE_AMBIGUOUS;
    }

    /** Returns whether a script may be mixed with any other script. */
    private static boolean isNeutral(UnicodeScript script) {
        return script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED;
    }
}
