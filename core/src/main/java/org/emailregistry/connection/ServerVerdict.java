package org.emailregistry.connection;

import java.util.List;
import java.util.Locale;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Classifies the refusals of servers: by response codes (RFC 5530, RFC 3463), and by the wording of large providers for
 * the few refusals without a code.
 */
final class ServerVerdict {
    private static final List<String> APP_PASSWORD =
            List.of("application-specific password", "app-specific password", "app password", "web browser");
    private static final List<String> OAUTH2 =
            List.of("basic authentication is disabled", "basicauthblocked", "smtpclientauthentication is disabled");
    private static final List<String> TOO_MANY = List.of("too many", "rate limit", "throttl", "try again later");

    private ServerVerdict() {}

    /** Returns the outcome of a login that an SMTP server refused with this code and text. */
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

    /** Returns the outcome of a login that an IMAP server refused with NO and this text. */
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

    /** Returns the outcome of a temporary refusal with this text. */
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

    /** Returns the IMAP response code at the beginning of a text, in upper case; the empty string without one. */
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
