package org.emailregistry.connection;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a connection to a mail server cannot be opened, or the server refuses the login. The message is the name of
 * the outcome; it contains nothing that the server sent.
 */
public final class ConnectionFailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;
    private final transient List<X509Certificate> chain;
    private final @Nullable String serverText;

    ConnectionFailedException(Outcome outcome) {
        this(outcome, null, List.of(), null);
    }

    ConnectionFailedException(Outcome outcome, Throwable cause) {
        this(outcome, cause, List.of(), null);
    }

    /**
     * Creates an exception with the reply of a server.
     *
     * @param serverText the reply as received, or null; must pass through {@link ServerText} before it is shown
     */
    ConnectionFailedException(Outcome outcome, @Nullable String serverText) {
        this(outcome, null, List.of(), serverText);
    }

    ConnectionFailedException(
            Outcome outcome, @Nullable Throwable cause, List<X509Certificate> chain, @Nullable String serverText) {
        super(outcome.name(), cause);
        this.outcome = outcome;
        this.chain = List.copyOf(chain);
        this.serverText = serverText;
    }

    /** Refuses serialization, which would lose the transient fields. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(ConnectionFailedException.class.getName());
    }

    /** Returns why the connection failed. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns the certificates that the server presented, if they are the reason; otherwise an empty list. */
    List<X509Certificate> chain() {
        return chain;
    }

    Optional<String> serverText() {
        return Optional.ofNullable(serverText);
    }
}
