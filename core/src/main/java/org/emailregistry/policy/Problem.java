package org.emailregistry.policy;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Something wrong with what a person filled in.
 *
 * @param field where it is
 * @param code what it is, for programs
 * @param severity whether it can be accepted
 * @param message what it is, in English, for people; never contains a secret
 * @param details the facts behind the message by name, for translation
 */
public record Problem(Field field, Code code, Severity severity, String message, Map<String, String> details) {
    /**
     * Copies the details.
     *
     * @throws NullPointerException if a component is null
     */
    public Problem {
        requireNonNull(field, "field");
        requireNonNull(code, "code");
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
        details = Map.copyOf(details);
    }

    /** An error without details. */
    public static Problem error(Field field, Code code, String message) {
        return new Problem(field, code, Severity.ERROR, message, Map.of());
    }

    /** Whether this refuses what was filled in. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Whether a problem can be accepted. */
    public enum Severity {
        /** Worth a thought; accepted nevertheless. */
        WARNING,
        /** Refused. */
        ERROR
    }

    /** What is wrong. */
    public enum Code {
        /** Nothing was filled in. */
        MISSING,
        /** More characters than allowed; details {@code maximum}. */
        TOO_LONG,
        /** A control character, a lone surrogate, or a character that Unicode 13 does not know; details {@code offset}. */
        FORBIDDEN_CHARACTER,
        /** Another service has this name, or one that looks the same; details {@code service}. */
        NAME_TAKEN,
        /** Not {@code host:port}; details {@code problem}, {@code offset} and, where one is obvious, {@code suggestion}. */
        ADDRESS_MALFORMED,
        /** Not a domain; details {@code domain}. */
        DOMAIN_MALFORMED,
        /** More than allowed; details {@code maximum}. */
        TOO_MANY,
        /** Not an email address. */
        NOT_AN_EMAIL_ADDRESS,
        /** The service, or the host application, does not have this way of signing in. */
        SIGN_IN_NOT_OFFERED,
        /** An account keeps its address when it is reconnected. */
        ADDRESS_FIXED,
        /** Users may not connect to this network address. */
        ADDRESS_FORBIDDEN,
        /** No readable certificate, or none of a certificate authority. */
        CERTIFICATES_UNREADABLE,
        /** The connection is not encrypted; details {@code repair}, {@code security}. */
        NOT_ENCRYPTED,
        /** The protection does not go with the port; details {@code repair}, {@code port}, {@code security}. */
        SECURITY_CONTRADICTS_PORT,
        /** The port is one of the other protocol; details {@code repair}, {@code port}. */
        PORT_OF_OTHER_PROTOCOL,
        /** The port is none of this protocol; details {@code port}, {@code ports}. */
        PORT_UNUSUAL,
        /** The names of the SMTP host and the IMAP host speak of each other's protocol; details {@code repair}. */
        HOSTS_SWAPPED
    }
}
