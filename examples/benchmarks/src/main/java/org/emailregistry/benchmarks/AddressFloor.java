package org.emailregistry.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * The least work with {@code host:port}: one pass over its characters, and one object that holds one string. This is no
 * parser: it accepts any groups as an IPv6 address, any digits as an octet, and does not handle Unicode.
 */
final class AddressFloor {
    /** The result of the pass. */
    record Result(String host, int port) {}

    private AddressFloor() {}

    static @Nullable Result parse(String text) {
        boolean literal = !text.isEmpty() && text.charAt(0) == '[';
        int end = literal ? literal(text) : name(text);
        if (end <= 0 || end == text.length()) {
            return null;
        }
        int colon = literal ? end + 1 : end;
        int port = port(text, colon);
        return port == 0 ? null : new Result(text.substring(literal ? 1 : 0, end), port);
    }

    private static int literal(String text) {
        for (int at = 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ']') {
                return at;
            }
            if (c != ':' && Character.digit(c, 16) < 0) {
                return -1;
            }
        }
        return -1;
    }

    private static int name(String text) {
        int label = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ':') {
                return label == 0 || text.charAt(at - 1) == '-' ? -1 : at;
            }
            if (c == '.') {
                if (label == 0 || text.charAt(at - 1) == '-') {
                    return -1;
                }
                label = 0;
            } else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && label > 0)) || ++label > 63) {
                return -1;
            }
        }
        return -1;
    }

    private static int port(String text, int colon) {
        int port = 0;
        if (colon >= text.length() || text.charAt(colon) != ':') {
            return 0;
        }
        for (int at = colon + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9') {
                return 0;
            }
            port = port * 10 + c - '0';
            if (port == 0 || port > 65_535) {
                return 0;
            }
        }
        return port;
    }
}
