package org.emailregistry.service;

/** The encryption of a connection to a mail server. The constants are in ascending order of security. */
public enum ConnectionSecurity {
    /** No encryption: anybody on the path can read the password and the mail. */
    NONE,
    /**
     * A plain connection with a <em>required</em> upgrade to TLS (RFC 3207, RFC 9051 section 6.2.1). A server that does
     * not upgrade receives no credentials.
     */
    STARTTLS,
    /** TLS from the first byte, known as implicit TLS (RFC 8314). */
    TLS;

    /** Returns whether credentials and mail are encrypted: true for all constants but {@link #NONE}. */
    public boolean encrypted() {
        return this != NONE;
    }

    /** Returns whether this constant is at least as secure as {@code floor}. */
    public boolean atLeast(ConnectionSecurity floor) {
        return compareTo(floor) >= 0;
    }

    /**
     * Returns the security that the check box "Use TLS" of an SMTP server stands for. Ticked: {@code TLS} on port 465,
     * {@code STARTTLS} on any other port. Unticked: {@code NONE}.
     *
     * @param port the port; any number that is not 465 counts as another port
     */
    public static ConnectionSecurity ofSmtp(int port, boolean useTls) {
        if (!useTls) {
            return NONE;
        }
        return port == 465 ? TLS : STARTTLS;
    }
}
