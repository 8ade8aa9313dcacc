package org.emailregistry.connection;

import java.util.List;

/**
 * The reply to one IMAP command.
 *
 * @param status {@code OK}, {@code NO} or {@code BAD}; {@code +} if the server waits for more
 * @param text the text after the status
 * @param untagged the untagged lines before it, without the star
 */
record ImapReply(String status, String text, List<String> untagged) {
    boolean isOk() {
        return status.equals("OK");
    }

    boolean wantsMore() {
        return status.equals("+");
    }
}
