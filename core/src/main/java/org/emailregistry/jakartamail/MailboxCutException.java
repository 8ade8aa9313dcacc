package org.emailregistry.jakartamail;

import jakarta.mail.MessagingException;

/** The account was changed while its connection was being opened, or is closed. Opening it again uses what holds now. */
public final class MailboxCutException extends MessagingException {
    private static final long serialVersionUID = 1;

    MailboxCutException() {
        super("The mailbox was changed or closed meanwhile. Open it again.");
    }
}
