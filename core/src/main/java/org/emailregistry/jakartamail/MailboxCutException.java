package org.emailregistry.jakartamail;

/**
 * Thrown if an account was changed, or its service got other servers, while its mailbox was being opened, or if the
 * mailbox was closed. Opening the mailbox again uses the present settings.
 */
public final class MailboxCutException extends MailboxException {
    private static final long serialVersionUID = 1;

    MailboxCutException() {
        super("The account was changed or the mailbox was closed in the meantime. Open the mailbox again.");
    }
}
