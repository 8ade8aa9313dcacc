package org.emailregistry.connection;

import org.emailregistry.probe.ProbeResult;

/** A server's own words, made harmless: printable ASCII, everything else escaped, not too long. */
final class ServerText {
    private ServerText() {}

    /** @param text a byte a character, as it came */
    static String harmless(String text) {
        var result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String next;
            if (c == '\\') {
                next = "\\\\";
            } else if (c >= ' ' && c <= '~') {
                next = String.valueOf(c);
            } else {
                next = String.format("\\x%02x", c & 0xff);
            }
            if (result.length() + next.length() > ProbeResult.MAXIMUM_SERVER_TEXT) {
                break;
            }
            result.append(next);
        }
        return result.toString();
    }
}
