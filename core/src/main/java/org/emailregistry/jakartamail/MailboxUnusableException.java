package org.emailregistry.jakartamail;

import jakarta.mail.MessagingException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.emailregistry.Resolution;

/** The account cannot be used now; nothing was connected to. The message is for people. */
public final class MailboxUnusableException extends MessagingException {
    private static final long serialVersionUID = 1;

    private final transient Resolution.Unusable resolution;

    MailboxUnusableException(Resolution.Unusable resolution) {
        super(message(resolution));
        this.resolution = resolution;
    }

    /** What it is about is no wire format, and without that it would say less than its type promises. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(MailboxUnusableException.class.getName());
    }

    /** Why, and since when. */
    public Resolution.Unusable resolution() {
        return resolution;
    }

    private static String message(Resolution.Unusable unusable) {
        String service = unusable.serviceName()
                .map(name -> "The email service \"" + name + "\"")
                .orElse("The email service");
        return switch (unusable.reason()) {
            case SERVICE_REMOVED ->
                service + " was removed at " + unusable.since() + ". Connect the mailbox to another one.";
            case SERVICE_UNKNOWN -> service + " is not known here.";
            case SERVICE_INVALID -> "The settings of the service cannot be read.";
            case ACCOUNT_INVALID -> "The mailbox cannot be read.";
            case DESTINATION_NOT_CONFIRMED ->
                service + " has other servers than the password was saved for. Type the password again.";
            case CREDENTIALS_MISSING -> "The password is not stored any more. Type it again.";
            case CREDENTIALS_UNREADABLE -> "The stored password cannot be read. Connect the mailbox anew.";
            case SUSPENDED ->
                "The server has refused the password too often since " + unusable.since() + ". Type a new one.";
        };
    }
}
