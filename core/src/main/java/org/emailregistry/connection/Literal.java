package org.emailregistry.connection;

/**
 * The announcement of a literal at the end of an IMAP line, such as <code>{123}</code>, <code>{123+}</code> or
 * <code>~{123}</code> (RFC 9051 section 4.3).
 */
final class Literal {
    private Literal() {}

    /**
     * Returns the announced length; {@link Long#MAX_VALUE} if it exceeds an {@code int}, -1 if the line announces no
     * literal.
     *
     * @param from where the line begins, or goes on after the literal before
     */
    static long announced(byte[] line, int from, int length) {
        int end = length - 1;
        if (end < from + 2 || line[end] != '}') {
            return -1;
        }
        end--;
        if (line[end] == '+' || line[end] == '-') {
            end--;
        }
        int start = end;
        while (start >= from && line[start] >= '0' && line[start] <= '9') {
            start--;
        }
        if (start < from || start == end || line[start] != '{') {
            return -1;
        }
        long value = 0;
        for (int i = start + 1; i <= end; i++) {
            value = 10 * value + line[i] - '0';
            if (value > Integer.MAX_VALUE) {
                return Long.MAX_VALUE;
            }
        }
        return value;
    }
}
