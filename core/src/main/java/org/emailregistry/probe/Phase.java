package org.emailregistry.probe;

/** The steps of a test, in order. */
public enum Phase {
    /** Resolution of the host name. */
    DNS,
    /** Opening of the TCP connection. */
    CONNECT,
    /** Negotiation of TLS, and verification of the certificate. */
    TLS,
    /** Greeting and capabilities of the server, before and after an upgrade to TLS. */
    GREETING,
    /** Login with the credentials. */
    LOGIN,
    /** Opening of the inbox after the login, on an IMAP server. */
    MAILBOX,
    /** Announcement of the email address as the sender of a message after the login, on an SMTP server. */
    SENDER
}
