package org.emailregistry.jakartamail;

/**
 * Thrown if the account was changed, or its service got other servers or trusted certificates, while a mailbox was
 * being opened. Also thrown if a {@code Store} or {@code Transport} that is closed or cut is connected again: open a
 * new one with {@link MailConnector}, which uses the present settings.
 */
public final class MailboxCutException extends MailboxException {
    private static final long serialVersionUID = 1;

    MailboxCutException() {
        super("The account was changed, its service got other servers or trusted certificates, or the mailbox was"
                + " closed. Open the mailbox again with MailConnector.");
    }
}
