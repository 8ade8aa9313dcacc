package org.emailregistry.jakartamail;

import jakarta.mail.MessagingException;
import org.emailregistry.connection.ConnectionFailedException;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The server of an account could not be connected to, or did not accept the login. The outcome is the same that a test of
 * the connection has. The message contains nothing that the server said.
 */
public final class MailboxConnectException extends MessagingException {
    private static final long serialVersionUID = 1;

    private final MailProtocol protocol;
    private final Outcome outcome;

    private MailboxConnectException(MailProtocol protocol, Outcome outcome, @Nullable ConnectionFailedException cause) {
        super(protocol + " connection failed: " + outcome, cause);
        this.protocol = protocol;
        this.outcome = outcome;
    }

    /** Of a server that a user named no more is told than a test tells, so no cause either. */
    static MailboxConnectException of(MailProtocol protocol, ConnectionFailedException failure, Origin origin) {
        Outcome outcome = failure.outcome();
        if (origin == Origin.ADMINISTRATOR) {
            return new MailboxConnectException(protocol, outcome, failure);
        }
        return new MailboxConnectException(protocol, outcome.hiddenFromUsers() ? Outcome.UNREACHABLE : outcome, null);
    }

    /** The server's protocol. */
    public MailProtocol protocol() {
        return protocol;
    }

    /** What came of it. */
    public Outcome outcome() {
        return outcome;
    }
}
