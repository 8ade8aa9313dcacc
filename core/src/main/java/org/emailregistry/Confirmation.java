package org.emailregistry;

/**
 * What an administrator has to confirm before an edit, since it sends the users' passwords elsewhere or protects them less.
 *
 * @param kind what it is about
 * @param before as it is
 * @param after as it would be
 */
public record Confirmation(Kind kind, String before, String after) {
    /** What can need a confirmation. */
    public enum Kind {
        /** Another SMTP host. */
        SMTP_HOST,
        /** Another IMAP host. */
        IMAP_HOST,
        /** Less protection of the SMTP connection. */
        SMTP_SECURITY,
        /** Less protection of the IMAP connection. */
        IMAP_SECURITY,
        /** Other certificate authorities. */
        TRUST
    }
}
