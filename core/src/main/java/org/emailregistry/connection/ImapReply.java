package org.emailregistry.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The reply to one IMAP command.
 *
 * @param status {@code OK}, {@code NO} or {@code BAD}; {@code +} if the server waits for more; {@code BYE} if it ended
 *     the connection instead
 * @param text the text after the status
 * @param untagged the untagged lines before it, without the star
 */
record ImapReply(String status, String text, List<String> untagged) {
    private static final Set<String> REFUSALS = Set.of("NO", "BAD", "BYE");

    /** Parses a line without its tag. */
    static ImapReply of(String line, List<String> untagged) {
        String rest = line.strip();
        int space = rest.indexOf(' ');
        return space < 0
                ? new ImapReply(rest.toUpperCase(Locale.ROOT), "", untagged)
                : new ImapReply(
                        rest.substring(0, space).toUpperCase(Locale.ROOT),
                        rest.substring(space + 1).strip(),
                        untagged);
    }

    boolean isOk() {
        return status.equals("OK");
    }

    boolean wantsMore() {
        return status.equals("+");
    }

    boolean isGoodbye() {
        return status.equals("BYE");
    }

    boolean isRefusal() {
        return REFUSALS.contains(status);
    }

    /** Returns this reply and the untagged lines that refuse, each of which may have the reason. */
    List<ServerRefusal> refusals() {
        List<ServerRefusal> refusals = new ArrayList<>();
        refusals.add(ServerRefusal.imap(text));
        untagged.stream()
                .map(line -> of(line, List.of()))
                .filter(ImapReply::isRefusal)
                .forEach(reply -> refusals.add(ServerRefusal.imap(reply.text())));
        return refusals;
    }
}
