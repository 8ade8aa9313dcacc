package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

/**
 * The SMTP and the IMAP server of a mailbox. Immutable.
 *
 * @param smtp the server for sending mail
 * @param imap the server for reading mail
 */
public record ServerSettings(MailServer smtp, MailServer imap) {
    /**
     * Creates settings.
     *
     * @throws NullPointerException if a component is null
     */
    public ServerSettings {
        requireNonNull(smtp, "smtp");
        requireNonNull(imap, "imap");
    }
}
