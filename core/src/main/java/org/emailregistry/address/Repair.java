package org.emailregistry.address;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.emailregistry.address.ParsedAddress.Malformed;
import org.emailregistry.address.ParsedAddress.Parsed;

/** What was probably meant by a text that is refused. Whatever is suggested has been parsed. */
final class Repair {
    /** Instead of a default port: take it from what the host's name says. */
    static final int PORT_BY_HOST = 0;

    /** Instead of a default port: suggest nothing. */
    private static final int NONE = -1;

    /** No longer text is worth a guess: this is the longest name twice over. */
    private static final int MAXIMUM_LENGTH = 512;

    private static final int IPV6_COLONS = 7;

    private Repair() {}

    /** The outcome for a text with a flaw, which lies between the white space that surrounds it. */
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

    /** Hexadecimal groups, a {@code ::} or as many colons as eight groups have, perhaps a zone. */
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

    /** Undoes one mistake after the other; what is left must parse. */
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

    /** With the full-width forms of ASCII, and the dots that input methods make, as ASCII. */
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

    /** The usual port of a URL's scheme. */
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

    /** With one stretch of white space as the colon, or none of it beside a colon. */
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
