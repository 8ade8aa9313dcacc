package org.emailregistry.connection;

import java.util.List;
import java.util.Locale;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a server means when it refuses: its response codes first (RFC 5530, RFC 3463), and for the few things that have
 * none, the words of the large providers.
 */
final class ServerVerdict {
    private static final List<String> APP_PASSWORD =
            List.of("application-specific password", "app-specific password", "app password", "web browser");
    private static final List<String> OAUTH2 =
            List.of("basic authentication is disabled", "basicauthblocked", "smtpclientauthentication is disabled");
    private static final List<String> TOO_MANY = List.of("too many", "rate limit", "throttl", "try again later");

    private ServerVerdict() {}

    /** The outcome of a login that the SMTP server answered with this code and text. */
    static Outcome ofSmtpLogin(int code, String text) {
        Outcome special = special(text);
        if (special != null) {
            return special;
        }
        if (text.startsWith("5.7.139 ")) {
            return Outcome.OAUTH2_REQUIRED;
        }
        return switch (code) {
            case 530, 538 -> Outcome.LOGIN_DISABLED;
            case 500, 501, 502, 503, 504 -> Outcome.AUTH_NOT_OFFERED;
            default -> code / 100 == 5 ? Outcome.CREDENTIALS_REJECTED : unavailable(text);
        };
    }

    /** The outcome of a login that the IMAP server answered with NO and this text. */
    static Outcome ofImapLogin(String text) {
        Outcome special = special(text);
        if (special != null) {
            return special;
        }
        return switch (code(text)) {
            case "UNAVAILABLE", "INUSE", "SERVERBUG" -> unavailable(text);
            case "LIMIT" -> Outcome.RATE_LIMITED;
            case "PRIVACYREQUIRED" -> Outcome.LOGIN_DISABLED;
            default -> tooMany(text) ? Outcome.RATE_LIMITED : Outcome.CREDENTIALS_REJECTED;
        };
    }

    /** The outcome when a server does not serve for the moment. */
    static Outcome unavailable(String text) {
        return code(text).equals("LIMIT") || tooMany(text) ? Outcome.RATE_LIMITED : Outcome.TEMPORARILY_UNAVAILABLE;
    }

    private static @Nullable Outcome special(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (APP_PASSWORD.stream().anyMatch(lower::contains)) {
            return Outcome.APP_PASSWORD_REQUIRED;
        }
        return OAUTH2.stream().anyMatch(lower::contains) ? Outcome.OAUTH2_REQUIRED : null;
    }

    private static boolean tooMany(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return TOO_MANY.stream().anyMatch(lower::contains);
    }

    /** The IMAP response code at the beginning of a text, in upper case, or nothing. */
    private static String code(String text) {
        if (!text.startsWith("[")) {
            return "";
        }
        int end = 1;
        while (end < text.length() && text.charAt(end) != ']' && text.charAt(end) != ' ') {
            end++;
        }
        return text.substring(1, end).toUpperCase(Locale.ROOT);
    }
}
