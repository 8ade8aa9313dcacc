package org.emailregistry.jakartamail;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.emailregistry.Resolution;

/** Thrown if the account cannot be used now. No server was connected to. The message is suitable for the user. */
public final class MailboxUnusableException extends MailboxException {
    private static final long serialVersionUID = 1;

    private final transient Resolution.Unusable resolution;

    MailboxUnusableException(Resolution.Unusable resolution) {
        super(message(resolution));
        this.resolution = resolution;
    }

    /** Refuses serialization, which would lose the transient fields. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(MailboxUnusableException.class.getName());
    }

    /** Returns the reason and since when the account cannot be used. */
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
            case SERVICE_UNKNOWN -> service + " is not available in this application.";
            case SERVICE_INVALID -> "The stored settings of the email service cannot be read.";
            case ACCOUNT_INVALID -> "The stored settings of the mailbox cannot be read.";
            case DESTINATION_NOT_CONFIRMED ->
                service + " has other servers than the password was saved for. Enter the password again.";
            case CREDENTIALS_MISSING -> "The password is no longer stored. Enter it again.";
            case CREDENTIALS_UNREADABLE -> "The stored password cannot be read. Reconnect the mailbox.";
            case SUSPENDED ->
                "The mailbox was suspended at " + unusable.since()
                        + ": the server refused the password too many times in a row. Enter a new one.";
        };
    }
}
