package org.emailregistry.policy;

/** The field of a form to which a problem or the result of a test refers. */
public enum Field {
    /** The name of a service. */
    NAME,
    /** The host and port of the SMTP server. */
    SMTP_SERVER,
    /** The security of the SMTP connection: "Use TLS". */
    SMTP_SECURITY,
    /** The format of the user name for the SMTP server. */
    SMTP_USER_NAME_FORMAT,
    /** The host and port of the IMAP server. */
    IMAP_SERVER,
    /** The security of the IMAP connection. */
    IMAP_SECURITY,
    /** The format of the user name for the IMAP server. */
    IMAP_USER_NAME_FORMAT,
    /** The trusted certificates of a service. */
    TRUSTED_CERTIFICATES,
    /** The authentication methods of a service. */
    AUTHENTICATION_METHODS,
    /** The email domains of a service. */
    DOMAINS,
    /** The service that a user chose. */
    SERVICE,
    /** The email address of an account. */
    ADDRESS,
    /** The login. */
    LOGIN,
    /** The login for the SMTP server, where it differs from the login for the IMAP server. */
    LOGIN_FOR_SMTP,
    /** The password or token. */
    PASSWORD,
    /** The operation id of a request. */
    OPERATION
}
