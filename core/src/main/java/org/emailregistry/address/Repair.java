package org.emailregistry.address;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.emailregistry.address.ParsedAddress.Malformed;
import org.emailregistry.address.ParsedAddress.Parsed;

/**
 * Suggests the address that was probably meant by a refused text. Every suggestion was parsed before it is returned.
 */
final class Repair {
    /** In place of a default port: choose the port by the name of the host. */
    static final int PORT_BY_HOST = 0;

    /** In place of a default port: suggest nothing. */
    private static final int NONE = -1;

    /** The maximum length of a text that gets a suggestion, in UTF-16 units: twice the length of the longest name. */
    private static final int MAXIMUM_LENGTH = 512;

    private static final int IPV6_COLONS = 7;

    private Repair() {}

    /** Returns the result for a text with a flaw. The range excludes the surrounding white space. */
    static Malformed malformed(long flaw, String text, int from, int to, int defaultPort) {
        AddressProblem problem = Flaw.problem(flaw);
        int offset = Flaw.offset(flaw);
        if (looksLikeIpv6(text, from, to)) {
            problem = AddressProblem.IPV6_WITHOUT_BRACKETS;
            offset = from;
        } else if (problem == AddressProblem.PATH && text.startsWith("://", offset - 1)) {
            problem = AddressProblem.SCHEME;
        }
        boolean hopeless = defaultPort == NONE
                || to - from > MAXIMUM_LENGTH
                || !isRepairable(problem, Characters.isAscii(text.charAt(Math.min(offset, to - 1))));
        return new Malformed(
                problem,
                offset,
                hopeless ? Optional.empty() : repaired(text.substring(from, to), problem, defaultPort));
    }

    private static boolean isRepairable(AddressProblem problem, boolean ascii) {
        return switch (problem) {
            case PORT_NOT_DIGITS -> !ascii;
            case PORT_MISSING,
                    PORT_LEADING_ZERO,
                    WHITE_SPACE,
                    SCHEME,
                    AT_SIGN,
                    PATH,
                    TRAILING_DOT,
                    IPV6_WITHOUT_BRACKETS,
                    UNICODE_FORBIDDEN,
                    UNICODE_NOT_NORMAL,
                    UNICODE_MIXED_SCRIPTS -> true;
            default -> false;
        };
    }

    /**
     * Returns whether a text has hexadecimal groups, a {@code ::} or at least the seven colons of eight groups, and
     * perhaps a zone.
     */
    private static boolean looksLikeIpv6(String text, int from, int to) {
        int colons = 0;
        boolean gap = false;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c == ':') {
                colons++;
                gap |= at > from && text.charAt(at - 1) == ':';
            } else if (c == '%') {
                break;
            } else if (Characters.hex(c) < 0 && c != '.') {
                return false;
            }
        }
        return gap || colons >= IPV6_COLONS;
    }

    /** Corrects one mistake after another. Returns the corrected text if it parses. */
    private static Optional<String> repaired(String text, AddressProblem problem, int defaultPort) {
        if (problem == AddressProblem.IPV6_WITHOUT_BRACKETS) {
            int port = text.lastIndexOf(':');
            return isMailPort(text.substring(port + 1))
                    ? parsed("[" + text.substring(0, port) + "]" + text.substring(port), defaultPort)
                    : parsed("[" + text + "]", defaultPort);
        }
        String address = halfWidth(text);
        if (problem == AddressProblem.UNICODE_NOT_NORMAL) {
            address = Normalizer.normalize(address.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        }
        int port = defaultPort;
        int scheme = address.indexOf("://");
        if (scheme >= 0) {
            port = portOfScheme(address.substring(0, scheme), defaultPort);
            address = address.substring(scheme + 3);
        }
        int path = indexOfPath(address);
        if (address.indexOf('@', path) >= 0) {
            return Optional.empty(); // The slash may belong to a password.
        }
        address = address.substring(0, path);
        address = address.substring(address.lastIndexOf('@') + 1);
        return parsed(withoutZeros(withoutDot(withoutSpace(address))), port);
    }

    private static Optional<String> parsed(String address, int defaultPort) {
        ParsedAddress parsed = AddressParser.tryParse(address, NONE);
        if (parsed instanceof Malformed malformed && malformed.problem() == AddressProblem.PORT_MISSING) {
            int port = defaultPort == PORT_BY_HOST ? portOfHost(address) : defaultPort;
            parsed = AddressParser.tryParse(address + (address.endsWith(":") ? "" : ":") + port, NONE);
        }
        return parsed instanceof Parsed right ? Optional.of(right.address().display()) : Optional.empty();
    }

    /** Returns a text with full-width forms of ASCII, and the dots of East Asian input methods, replaced by ASCII. */
    private static String halfWidth(String text) {
        StringBuilder half = new StringBuilder(text);
        for (int i = 0; i < half.length(); i++) {
            char c = half.charAt(i);
            if (c >= '\uFF01' && c <= '\uFF5E') {
                half.setCharAt(i, (char) (c - '\uFF01' + '!'));
            } else if (c == '\u3002' || c == '\uFF61') {
                half.setCharAt(i, '.');
            }
        }
        return half.toString();
    }

    /** Returns the usual port of a URL scheme, or {@code defaultPort} for an unknown scheme. */
    private static int portOfScheme(String scheme, int defaultPort) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "imaps" -> 993;
            case "imap" -> 143;
            case "smtps", "submissions" -> 465;
            case "smtp", "submission" -> 587;
            default -> defaultPort;
        };
    }

    private static int portOfHost(String host) {
        return host.toLowerCase(Locale.ROOT).contains("smtp") ? 465 : 993;
    }

    private static boolean isMailPort(String group) {
        return switch (group) {
            case "25", "143", "465", "587", "993" -> true;
            default -> false;
        };
    }

    private static int indexOfPath(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("/\\?#".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** Replaces the first run of white space by a colon, or removes it if a colon stands beside it. */
    private static String withoutSpace(String text) {
        int from = 0;
        while (from < text.length() && !Characters.isWhiteSpace(text.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < text.length() && Characters.isWhiteSpace(text.charAt(to))) {
            to++;
        }
        if (from == to) {
            return text;
        }
        String head = text.substring(0, from);
        String tail = text.substring(to);
        if (tail.startsWith(":")) {
            return head + ":" + tail.substring(1).strip();
        }
        return head + (head.endsWith(":") ? "" : ":") + tail;
    }

    private static String withoutDot(String text) {
        int colon = text.lastIndexOf(':');
        int end = colon < 0 ? text.length() : colon;
        return end > 0 && text.charAt(end - 1) == '.' ? text.substring(0, end - 1) + text.substring(end) : text;
    }

    private static String withoutZeros(String text) {
        int port = text.lastIndexOf(':') + 1;
        int digits = port;
        while (port > 0 && digits < text.length() - 1 && text.charAt(digits) == '0') {
            digits++;
        }
        return text.substring(0, port) + text.substring(digits);
    }
}
