package org.emailregistry.connection;

import org.emailregistry.probe.ProbeResult;

/**
 * Makes a server's reply harmless: printable ASCII with everything else escaped, at most
 * {@link ProbeResult#MAXIMUM_SERVER_TEXT} characters.
 */
final class ServerText {
    private ServerText() {}

    /**
     * Returns the escaped and shortened text.
     *
     * @param text the text as received, one byte per character
     */
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
