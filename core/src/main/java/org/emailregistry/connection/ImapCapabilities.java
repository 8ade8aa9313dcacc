package org.emailregistry.connection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the capabilities of an IMAP server in an untagged response or a response code (RFC 9051 section 7.2.2). */
final class ImapCapabilities {
    private static final String NAME = "CAPABILITY ";
    private static final String CODE = "[" + NAME;

    private ImapCapabilities() {}

    static Optional<List<String>> in(ImapReply reply) {
        Optional<List<String>> untagged = reply.untagged().stream()
                .filter(line -> line.toUpperCase(Locale.ROOT).startsWith(NAME))
                .map(line -> list(line.substring(NAME.length())))
                .reduce((earlier, later) -> later);
        return untagged.isPresent() || !reply.isOk() ? untagged : inCode(reply.text());
    }

    static Optional<List<String>> inCode(String text) {
        int start = text.toUpperCase(Locale.ROOT).indexOf(CODE);
        int end = text.indexOf(']', Math.max(start, 0));
        return start < 0 || end < 0 ? Optional.empty() : Optional.of(list(text.substring(start + CODE.length(), end)));
    }

    private static List<String> list(String words) {
        return List.of(words.strip().split(" +"));
    }
}
