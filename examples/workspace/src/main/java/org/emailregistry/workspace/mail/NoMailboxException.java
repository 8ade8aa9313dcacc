package org.emailregistry.workspace.mail;

/** The user has not connected a mailbox. */
public final class NoMailboxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public NoMailboxException() {
        super("No mailbox is connected.");
    }
}
