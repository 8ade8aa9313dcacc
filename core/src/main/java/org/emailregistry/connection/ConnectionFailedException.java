package org.emailregistry.connection;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a connection to a mail server cannot be opened, or the server refuses the login. The message is the name of
 * the outcome; it contains nothing that the server sent.
 */
public final class ConnectionFailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Verdict verdict;
    private final transient List<X509Certificate> chain;
    private final @Nullable String serverText;

    ConnectionFailedException(Outcome outcome) {
        this(Verdict.of(outcome), null, List.of(), null);
    }

    ConnectionFailedException(Outcome outcome, Throwable cause) {
        this(Verdict.of(outcome), cause, List.of(), null);
    }

    /**
     * Creates an exception with the reply of a server.
     *
     * @param serverText the reply as received, or null; must pass through {@link ServerText} before it is shown
     */
    ConnectionFailedException(Verdict verdict, @Nullable String serverText) {
        this(verdict, null, List.of(), serverText);
    }

    ConnectionFailedException(Outcome outcome, Throwable cause, List<X509Certificate> chain) {
        this(Verdict.of(outcome), cause, chain, null);
    }

    private ConnectionFailedException(
            Verdict verdict, @Nullable Throwable cause, List<X509Certificate> chain, @Nullable String serverText) {
        super(verdict.outcome().name(), cause);
        this.verdict = verdict;
        this.chain = List.copyOf(chain);
        this.serverText = serverText;
    }

    /** Refuses serialization, which would lose the transient fields. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(ConnectionFailedException.class.getName());
    }

    /** Returns why the connection failed. */
    public Outcome outcome() {
        return verdict.outcome();
    }

    /** Returns the remedy, if there is one; more specific than {@link Outcome#remedy()} where it depends on the server. */
    public Optional<Remedy> remedy() {
        return verdict.remedy();
    }

    /**
     * Returns the page of the provider where the user has to act, if the server named one over verified TLS: an
     * {@code https} URL. Untrusted: show its host.
     */
    public Optional<URI> link() {
        return verdict.link();
    }

    /** Returns a copy without anything that the server sent. */
    ConnectionFailedException withoutServerText() {
        return new ConnectionFailedException(verdict.withoutLink(), null);
    }

    /** Returns the certificates that the server presented, if they are the reason; otherwise an empty list. */
    List<X509Certificate> chain() {
        return chain;
    }

    Optional<String> serverText() {
        return Optional.ofNullable(serverText);
    }
}
