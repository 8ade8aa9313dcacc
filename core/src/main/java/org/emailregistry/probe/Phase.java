package org.emailregistry.probe;

/** The steps of a test, in their order. */
public enum Phase {
    /** The name is being resolved. */
    DNS,
    /** The TCP connection is being made. */
    CONNECT,
    /** TLS is being negotiated, and the certificate checked. */
    TLS,
    /** The server says what it is and what it can do, before and after an upgrade to TLS. */
    GREETING,
    /** The credential is being presented. */
    LOGIN
}
