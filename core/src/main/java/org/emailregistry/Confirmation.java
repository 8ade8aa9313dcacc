package org.emailregistry;

/**
 * A change that an administrator has to confirm before an edit, because it sends the users' passwords to another host,
 * protects the passwords less, or trusts other certificate authorities. Immutable.
 *
 * @param kind the kind of change
 * @param before the current value; for an {@linkplain Catalog#invalid invalid} service, the empty string for a host and
 *     {@code -} for the trusted certificates
 * @param after the value after the edit
 */
public record Confirmation(Kind kind, String before, String after) {
    /** The changes that need confirmation. */
    public enum Kind {
        /** The SMTP host changes; the values are canonical host names or addresses. */
        SMTP_HOST,
        /** The IMAP host changes; the values are canonical host names or addresses. */
        IMAP_HOST,
        /** The SMTP connection becomes less secure; the values are names of {@code ConnectionSecurity}. */
        SMTP_SECURITY,
        /** The IMAP connection becomes less secure; the values are names of {@code ConnectionSecurity}. */
        IMAP_SECURITY,
        /**
         * The trusted certificates change. Each value is the SHA-256 digest of all trusted certificates in hexadecimal;
         * {@code sha-256:} and the fingerprint of a pinned certificate; or {@code -} if the authorities of the platform
         * are trusted.
         */
        TRUSTED_CERTIFICATES
    }
}
