package org.emailregistry.connection;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/** A connection to a mail server that did not come about. The message is the outcome's name, nothing from outside. */
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

    /** @param serverText the server's words as they came, or null; not to be shown before {@link ServerText} */
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

    /** What it is about is no wire format, and without that it would say less than its type promises. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(ConnectionFailedException.class.getName());
    }

    /** What came of it. */
    public Outcome outcome() {
        return outcome;
    }

    /** The certificates that the server showed, if that is what failed. */
    List<X509Certificate> chain() {
        return chain;
    }

    Optional<String> serverText() {
        return Optional.ofNullable(serverText);
    }
}
