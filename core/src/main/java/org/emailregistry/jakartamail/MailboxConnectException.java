package org.emailregistry.jakartamail;

import org.emailregistry.connection.ConnectionFailedException;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the server of an account cannot be connected to, or refuses the login. The outcome means the same as in a
 * connection test. The message contains nothing that the server sent.
 */
public final class MailboxConnectException extends MailboxException {
    private static final long serialVersionUID = 1;

    private final MailProtocol protocol;
    private final Outcome outcome;

    private MailboxConnectException(MailProtocol protocol, Outcome outcome, @Nullable ConnectionFailedException cause) {
        super(protocol + " connection failed: " + outcome, cause);
        this.protocol = protocol;
        this.outcome = outcome;
    }

    /**
     * Returns the exception for a failure. If a user named the server, it discloses no more than a test does, so it has
     * no cause.
     */
    static MailboxConnectException of(MailProtocol protocol, ConnectionFailedException failure, Origin origin) {
        Outcome outcome = failure.outcome();
        if (origin == Origin.ADMINISTRATOR) {
            return new MailboxConnectException(protocol, outcome, failure);
        }
        return new MailboxConnectException(protocol, outcome.hiddenFromUsers() ? Outcome.UNREACHABLE : outcome, null);
    }

    /** Returns the protocol of the server. */
    public MailProtocol protocol() {
        return protocol;
    }

    /** Returns why the connection failed. */
    public Outcome outcome() {
        return outcome;
    }
}
