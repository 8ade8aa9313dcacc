package org.emailregistry.autoconfig;

import static java.util.Objects.requireNonNull;

import org.emailregistry.policy.Problem;

/**
 * Something in an autoconfig document that could not be taken over as it stands.
 *
 * @param path where it is: the elements from the root on, those that repeat with their number, such as
 *     {@code /clientConfig/emailProvider[1]/incomingServer[2]/port}
 * @param line the line, from 1 on; 0 if it is about the document as a whole
 * @param code what it is, for programs
 * @param severity whether something is missing or wrong in the draft because of it
 * @param message what it is, in English, for people
 */
public record AutoconfigProblem(String path, int line, Code code, Problem.Severity severity, String message) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public AutoconfigProblem {
        requireNonNull(path, "path");
        requireNonNull(code, "code");
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
    }

    /** What is wrong. */
    public enum Code {
        /** The document is larger, deeper or richer in elements than what is read; reading ended there. */
        TOO_LARGE,
        /** The document has a document type declaration; nothing of it is read. */
        DOCTYPE_FORBIDDEN,
        /** The document is not well-formed XML, or not in the encoding that it states; reading ended there. */
        NOT_WELL_FORMED,
        /** The root is not {@code clientConfig}. */
        NOT_A_CLIENT_CONFIG,
        /** A version other than 1.1; it was read as 1.1. */
        UNKNOWN_VERSION,
        /** No provider, or none with a server that can be used. */
        NO_SERVICE,
        /** Two providers have the same id, or a provider has a domain twice. */
        DUPLICATE,
        /** An element that must be there is not, or is empty. */
        MISSING,
        /** An element is there more than once; the first one counts. */
        REPEATED,
        /** A host that is none. */
        HOST_MALFORMED,
        /** A port that is not a number from 1 to 65535. */
        PORT_MALFORMED,
        /** A placeholder where none can be filled in. */
        PLACEHOLDER,
        /** A mode of connection that is none of those of the format. */
        UNKNOWN_SOCKET_TYPE,
        /** A pattern for the user name that the library has no form for; the login is used as typed. */
        UNKNOWN_USERNAME_PATTERN,
        /** None of the ways of signing in that are listed is one that the library has. */
        UNSUPPORTED_AUTHENTICATION,
        /** A server for another protocol than SMTP and IMAP; left out. */
        OTHER_PROTOCOL,
        /** A further server for the same protocol; left out in favour of another. */
        ALTERNATIVE,
        /** A domain that is none; left out. */
        DOMAIN_MALFORMED
    }
}
