package org.emailregistry.workspace.form;

import java.util.List;
import org.emailregistry.policy.Field;

/** The names of the inputs on the forms; each has a place for its problems. */
public final class Inputs {
    /** On the form of a service. */
    public static final List<String> SERVICE =
            List.of("name", "smtp", "useTls", "imap", "protection", "domains", "trust", "login", "password", "form");

    /** On the form with which a user connects a mailbox. */
    public static final List<String> MAILBOX = List.of(
            "service", "smtp", "useTls", "imap", "protection", "address", "login", "smtpLogin", "password", "form");

    /** On the form for a new password. */
    public static final List<String> PASSWORD = List.of("login", "password", "form");

    /** On the form for a message. */
    public static final List<String> MESSAGE = List.of("to", "subject", "text", "form");

    private Inputs() {}

    static String of(Field field) {
        return switch (field) {
            case NAME -> "name";
            case SMTP_SERVER -> "smtp";
            case SMTP_SECURITY -> "useTls";
            case IMAP_SERVER -> "imap";
            case IMAP_SECURITY -> "protection";
            case TRUSTED_CERTIFICATES -> "trust";
            case DOMAINS -> "domains";
            case SERVICE -> "service";
            case ADDRESS -> "address";
            case LOGIN -> "login";
            case LOGIN_FOR_SMTP -> "smtpLogin";
            case PASSWORD -> "password";
            case SMTP_USER_NAME_FORMAT, IMAP_USER_NAME_FORMAT, AUTHENTICATION_METHODS, OPERATION -> "form";
        };
    }
}
