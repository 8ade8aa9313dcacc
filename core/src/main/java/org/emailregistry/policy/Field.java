package org.emailregistry.policy;

/** What a problem or the result of a probe is about: a field of the form that the person filled in. */
public enum Field {
    /** The name of a service. */
    NAME,
    /** The SMTP server's host and port. */
    SMTP_SERVER,
    /** The protection of the SMTP connection: "Use TLS". */
    SMTP_SECURITY,
    /** What the SMTP server wants as user name. */
    SMTP_LOGIN,
    /** The IMAP server's host and port. */
    IMAP_SERVER,
    /** The protection of the IMAP connection. */
    IMAP_SECURITY,
    /** What the IMAP server wants as user name. */
    IMAP_LOGIN,
    /** The certificates of a private certificate authority. */
    TRUST,
    /** The ways of signing in that a service has. */
    SIGN_IN,
    /** The domains of the addresses that belong to a service. */
    DOMAINS,
    /** The service that a user chose. */
    SERVICE,
    /** The email address of an account. */
    ADDRESS,
    /** The login. */
    LOGIN,
    /** The password or token. */
    PASSWORD,
    /** The id of an operation. */
    OPERATION
}
