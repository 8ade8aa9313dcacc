package org.emailregistry.jakartamail;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.emailregistry.Resolution;

/** Thrown if the account cannot be used now. No connection was opened. The message is suitable for the user. */
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

    /** Returns the reason why the account cannot be used, and since when. */
    public Resolution.Unusable resolution() {
        return resolution;
    }

    private static String message(Resolution.Unusable unusable) {
        String service = unusable.serviceName()
                .map(name -> "The email service \"" + name + "\"")
                .orElse("The email service");
        return switch (unusable.reason()) {
            case SERVICE_REMOVED ->
                service + " was removed at " + unusable.since() + ". Connect the mailbox to another email service.";
            case SERVICE_UNKNOWN ->
                service + " is not available in this application. Connect the mailbox to another email service.";
            case SERVICE_INVALID ->
                "The stored settings of the email service cannot be read, or are refused. An administrator has to"
                        + " confirm, edit or remove the service.";
            case ACCOUNT_INVALID -> "The stored settings of the mailbox cannot be read. Reconnect the mailbox.";
            case DESTINATION_NOT_CONFIRMED ->
                service + " has changed its servers since the password was saved. Enter the password again.";
            case CREDENTIALS_MISSING -> "The password is no longer stored. Enter the password again.";
            case CREDENTIALS_UNREADABLE -> "The stored password cannot be read. Reconnect the mailbox.";
            case SUSPENDED ->
                "The mailbox was suspended at " + unusable.since()
                        + ": the server refused the login too many times in a row, or the provider issues no more tokens. Enter the"
                        + " password or sign in again.";
        };
    }
}
