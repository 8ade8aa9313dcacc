package org.emailregistry.connection;

import java.util.List;

/**
 * The answer to one IMAP command.
 *
 * @param status {@code OK}, {@code NO} or {@code BAD}; {@code +} where the server wants more
 * @param text what follows
 * @param untagged the lines before it, without the star
 */
record ImapReply(String status, String text, List<String> untagged) {
    boolean isOk() {
        return status.equals("OK");
    }

    boolean wantsMore() {
        return status.equals("+");
    }
}
