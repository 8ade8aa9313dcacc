package org.emailregistry.jakartamail;

import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link MailConnector} if a mailbox cannot be opened. The subclass determines the remedy: after a
 * {@link MailboxConnectException}, its outcome decides whether a retry helps; after a {@link MailboxCutException},
 * opening the mailbox again helps at once; after a {@link MailboxUnusableException}, a person has to act first.
 */
public abstract class MailboxException extends MessagingException {
    private static final long serialVersionUID = 1;

    MailboxException(String message, @Nullable Exception cause) {
        super(message, cause);
    }

    MailboxException(String message) {
        super(message);
    }
}
