package org.emailregistry.service;

/** How a connection to a mail server is protected. The constants are in rising order of security. */
public enum ConnectionSecurity {
    /** No encryption: whoever sees the traffic reads the password and the mail. */
    NONE,
    /**
     * A plain connection and a <em>required</em> upgrade to TLS (RFC 3207, RFC 9051 section 6.2.1). A server that does
     * not upgrade gets no credential.
     */
    STARTTLS,
    /** TLS from the first byte, "implicit TLS" (RFC 8314). */
    TLS;

    /** Whether nothing is sent in clear that is worth reading. */
    public boolean encrypted() {
        return this != NONE;
    }

    /** Whether this protects at least as well as {@code floor}. */
    public boolean atLeast(ConnectionSecurity floor) {
        return compareTo(floor) >= 0;
    }

    /** What the check box "Use TLS" of an SMTP server means: {@code TLS} on port 465, else {@code STARTTLS}; unticked {@code NONE}. */
    public static ConnectionSecurity ofSmtp(int port, boolean useTls) {
        if (!useTls) {
            return NONE;
        }
        return port == 465 ? TLS : STARTTLS;
    }
}
