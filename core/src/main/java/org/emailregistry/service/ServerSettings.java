package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

/**
 * The pair of servers of a mailbox.
 *
 * @param smtp where mail is sent
 * @param imap where mail is read
 */
public record ServerSettings(MailServer smtp, MailServer imap) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public ServerSettings {
        requireNonNull(smtp, "smtp");
        requireNonNull(imap, "imap");
    }
}
