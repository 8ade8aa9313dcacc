package org.emailregistry.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.emailregistry.probe.MailProtocol;

/**
 * A reply by which a server refuses something.
 *
 * @param protocol the protocol
 * @param codes the codes of the reply in upper case: the response code of IMAP (RFC 5530), or the code of SMTP and the
 *     enhanced status code (RFC 3463)
 * @param text the beginning of the reply, codes included
 */
record ServerRefusal(MailProtocol protocol, List<String> codes, String text) {
    /** Enough for every known reply, and little enough for any pattern. */
    private static final int MAXIMUM_LENGTH = 1000;

    private static final Set<String> NOT_NOW = Set.of("UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG");
    private static final Pattern IMAP_CODE = Pattern.compile("\\[([^\\] ]+)[^\\]]*]?.*");
    private static final Pattern ENHANCED_CODE = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?: .*)?");

    /** A link in angle brackets may be broken by the ends of lines, which are blanks here. */
    private static final Pattern LINK = Pattern.compile("<(https://[^>]+)>|(https://[^\\s\\]>\"()]+)");

    /** Returns the refusal of an IMAP server with this text after NO, BAD or BYE. */
    static ServerRefusal imap(String text) {
        return new ServerRefusal(MailProtocol.IMAP, first(IMAP_CODE, text), shortened(text));
    }

    static ServerRefusal smtp(SmtpReply reply) {
        List<String> codes = new ArrayList<>(first(ENHANCED_CODE, reply.text()));
        codes.add(String.valueOf(reply.code()));
        return new ServerRefusal(MailProtocol.SMTP, List.copyOf(codes), shortened(reply.text()));
    }

    private static List<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? List.of(matcher.group(1).toUpperCase(Locale.ROOT)) : List.of();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), MAXIMUM_LENGTH));
    }

    boolean has(String code) {
        return codes.stream()
                .anyMatch(mine -> mine.equalsIgnoreCase(code)
                        || (code.startsWith("X.")
                                && mine.indexOf('.') == 1
                                && mine.substring(1).equals(code.substring(1))));
    }

    /** Returns whether the code says "not now", so that the refusal says nothing about the secret. */
    boolean isTransient() {
        return codes.stream()
                .anyMatch(code -> protocol == MailProtocol.SMTP ? code.startsWith("4") : NOT_NOW.contains(code));
    }

    /** Returns the first {@code https} link in the reply. */
    Optional<URI> link() {
        Matcher matcher = LINK.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String link =
                matcher.group(1) == null ? matcher.group(2) : matcher.group(1).replace(" ", "");
        try {
            URI uri = new URI(link);
            return Optional.of(uri).filter(it -> it.getHost() != null && it.getRawUserInfo() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
