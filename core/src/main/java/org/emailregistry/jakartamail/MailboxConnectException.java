package org.emailregistry.jakartamail;

import java.net.URI;
import java.util.Optional;
import org.emailregistry.connection.ConnectionFailedException;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the server of an account cannot be connected to, or refuses the login. The outcome means the same as in a
 * connection test. The message contains nothing that the server sent.
 */
public final class MailboxConnectException extends MailboxException {
    private static final long serialVersionUID = 1;

    private final MailProtocol protocol;
    private final Outcome outcome;
    private final @Nullable Remedy remedy;
    private final @Nullable URI link;

    private MailboxConnectException(
            MailProtocol protocol,
            Outcome outcome,
            @Nullable Remedy remedy,
            @Nullable URI link,
            @Nullable ConnectionFailedException cause) {
        super(protocol + " connection failed: " + outcome, cause);
        this.protocol = protocol;
        this.outcome = outcome;
        this.remedy = remedy;
        this.link = link;
    }

    /**
     * Returns the exception for a failure. If a user named the server, it discloses no more than a test does, so it has
     * no cause.
     */
    static MailboxConnectException of(MailProtocol protocol, ConnectionFailedException failure, Origin origin) {
        Outcome outcome = failure.outcome();
        Remedy remedy = failure.remedy().orElse(null);
        if (origin == Origin.ADMINISTRATOR) {
            return new MailboxConnectException(
                    protocol, outcome, remedy, failure.link().orElse(null), failure);
        }
        return outcome.hiddenFromUsers()
                ? new MailboxConnectException(
                        protocol,
                        Outcome.UNREACHABLE,
                        Outcome.UNREACHABLE.remedy().orElse(null),
                        null,
                        null)
                : new MailboxConnectException(protocol, outcome, remedy, null, null);
    }

    /** Returns the protocol of the server. */
    public MailProtocol protocol() {
        return protocol;
    }

    /** Returns why the connection failed. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns the remedy, if there is one; as in {@link org.emailregistry.probe.ProbeResult#remedy()}. */
    public Optional<Remedy> remedy() {
        return Optional.ofNullable(remedy);
    }

    /** Returns where the user has to act, if the server told; as in {@link org.emailregistry.probe.ProbeResult#link()}. */
    public Optional<URI> link() {
        return Optional.ofNullable(link);
    }
}
