package org.emailregistry.autoconfig;

import static java.util.Objects.requireNonNull;

import org.emailregistry.policy.Problem;

/**
 * A part of an autoconfig document that could not be imported unchanged.
 *
 * @param path the elements from the root on, providers and servers with a number, such as
 *     {@code /clientConfig/emailProvider[1]/incomingServer[2]/port}; the empty string if no single element is
 *     affected
 * @param line the line of the element, or of the server or provider that contains it, counted from 1; 0 if the problem
 *     concerns the whole document
 * @param code the kind of problem, for programs
 * @param severity {@code ERROR} if this problem makes a server, a draft or the rest of the document unusable; otherwise
 *     {@code WARNING}
 * @param message a description in English, for people
 */
public record AutoconfigProblem(String path, int line, Code code, Problem.Severity severity, String message) {
    /**
     * Checks the components.
     *
     * @throws NullPointerException if a component is null
     */
    public AutoconfigProblem {
        requireNonNull(path, "path");
        requireNonNull(code, "code");
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
    }

    /** The kinds of problems. */
    public enum Code {
        /**
         * The document exceeds a limit of size, depth, number of elements or length of a text, and reading ended there;
         * or it has more than 100 services, and this one was left out.
         */
        TOO_LARGE,
        /** The document has a document type declaration; none of it was read. */
        DOCTYPE_FORBIDDEN,
        /** The document is not well-formed XML, or does not match its encoding; reading ended there. */
        NOT_WELL_FORMED,
        /** The root element is not {@code clientConfig}. */
        NOT_A_CLIENT_CONFIG,
        /** The version is not 1.1; the document was read as 1.1. */
        UNKNOWN_VERSION,
        /** The document has no provider with an SMTP or IMAP server that has a host. */
        NO_SERVICE,
        /** Two providers have the same id, or a provider lists a domain twice. */
        DUPLICATE,
        /** A required element is missing or empty, or a provider has no server for a protocol. */
        MISSING,
        /** An element is repeated; the first one counts. */
        REPEATED,
        /** A host is neither a host name nor an IP address. */
        HOST_MALFORMED,
        /** A port is not a number from 1 to 65535. */
        PORT_MALFORMED,
        /** A placeholder in a host or in the name has no value. */
        PLACEHOLDER,
        /** A socket type is not defined by the format. */
        UNKNOWN_SOCKET_TYPE,
        /** No user name format matches a user name pattern; the login is used as typed. */
        UNKNOWN_USERNAME_PATTERN,
        /** The servers have no supported authentication method in common. */
        UNSUPPORTED_AUTHENTICATION,
        /** A server has a protocol other than SMTP and IMAP; the server was left out. */
        OTHER_PROTOCOL,
        /** A server was left out, because another server for the same protocol is better or comes first. */
        ALTERNATIVE,
        /** A listed domain is not a domain name; the domain was left out. */
        DOMAIN_MALFORMED
    }
}
