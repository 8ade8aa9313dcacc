package org.emailregistry.policy;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A problem with a value that a person entered. Immutable.
 *
 * @param field the field with the problem
 * @param code the kind of problem, for programs
 * @param severity whether the value is refused
 * @param message a description in English, for people; never contains a secret
 * @param details the facts of the message by name, for translation; {@link Code} documents the names
 */
public record Problem(Field field, Code code, Severity severity, String message, Map<String, String> details) {
    /**
     * Creates a problem with a copy of the details.
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

    /** Returns a problem with severity {@link Severity#ERROR} and no details. */
    public static Problem error(Field field, Code code, String message) {
        return new Problem(field, code, Severity.ERROR, message, Map.of());
    }

    /** Returns whether the severity is {@link Severity#ERROR}. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The consequences of a problem. */
    public enum Severity {
        /** The value is accepted, but should be checked. */
        WARNING,
        /** The value is refused. */
        ERROR
    }

    /** The kinds of problems, with the names of their details. */
    public enum Code {
        /** A required value is missing. */
        MISSING,
        /** The text is too long. Details: {@code maximum}. */
        TOO_LONG,
        /**
         * The text contains a control character, a lone surrogate or, in names, a character that Unicode 13 does not
         * assign.
         */
        FORBIDDEN_CHARACTER,
        /**
         * Another service has the same name after NFKC and case folding. Details: {@code service}, the id of that
         * service.
         */
        NAME_TAKEN,
        /**
         * The text is not {@code host:port}. Details: {@code problem}, the name of an
         * {@link org.emailregistry.address.AddressProblem}; {@code offset}, counted in UTF-16 units from 0; and
         * {@code suggestion}, if there is an obvious one.
         */
        ADDRESS_MALFORMED,
        /**
         * The text is not a domain name. Details: {@code domain}, which is {@code ?} for a text of more than 80
         * characters or with a control character or lone surrogate.
         */
        DOMAIN_MALFORMED,
        /** There are too many values. Details: {@code maximum}. */
        TOO_MANY,
        /** The text is not an email address. */
        NOT_AN_EMAIL_ADDRESS,
        /** The service or the host application does not support this authentication method. */
        AUTHENTICATION_METHOD_NOT_OFFERED,
        /** A request to reconnect has another email address or another id than the account. */
        ADDRESS_FIXED,
        /** The {@link NetworkGuard} does not permit a connection to the IP address that was entered as the host. */
        ADDRESS_FORBIDDEN,
        /** The text is too long, or cannot be read as one or more X.509 certificates in PEM. */
        CERTIFICATES_UNREADABLE,
        /** The text is not the SHA-256 fingerprint of a certificate. */
        FINGERPRINT_MALFORMED,
        /** Only one certificate is accepted, whatever its names are. Details: {@code fingerprint}. */
        CERTIFICATE_PINNED,
        /**
         * The connection is not encrypted. Details: {@code port}, {@code security} and, if there is an obvious one,
         * {@code repair}.
         */
        NOT_ENCRYPTED,
        /** The security contradicts the port. Details: {@code port}, {@code security} and {@code repair}. */
        SECURITY_CONTRADICTS_PORT,
        /** The port belongs to the other protocol. Details: {@code port} and {@code repair}. */
        PORT_OF_OTHER_PROTOCOL,
        /** The port is not usual for the protocol. Details: {@code port} and the usual {@code ports}. */
        PORT_UNUSUAL,
        /**
         * The SMTP host is named like an IMAP server, and the IMAP host like an SMTP server. Details: {@code repair}.
         */
        HOSTS_SWAPPED
    }
}
