package org.emailregistry.jakartamail;

/**
 * Thrown if an account was changed while its mailbox was being opened, or if the mailbox is closed. Opening it again
 * uses the present settings.
 */
public final class MailboxCutException extends MailboxException {
    private static final long serialVersionUID = 1;

    MailboxCutException() {
        super("The account was changed, or the mailbox closed, in the meantime. Open it again.");
    }
}
