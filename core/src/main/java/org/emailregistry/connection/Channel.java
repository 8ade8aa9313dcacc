package org.emailregistry.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.jspecify.annotations.Nullable;

/** A connection to a vetted address, which can be upgraded to TLS. */
final class Channel {
    /** After this silence, a second connection finds out whether the server waits for TLS. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final RawSocket raw;
    private final Deadline deadline;
    private final ServerAddress address;
    private final MailProtocol protocol;
    private final Progress progress;
    private final BooleanSupplier speaksTls;
    private final Wire wire;
    private @Nullable SSLSocket tls;

    /**
     * Creates a channel.
     *
     * @param speaksTls finds out whether a server that is silent in plain text waits for TLS
     */
    Channel(
            RawSocket raw,
            Deadline deadline,
            ServerAddress address,
            MailProtocol protocol,
            Progress progress,
            BooleanSupplier speaksTls)
            throws IOException {
        this.raw = raw;
        this.deadline = deadline;
        this.address = address;
        this.protocol = protocol;
        this.progress = progress;
        this.speaksTls = speaksTls;
        this.wire = new Wire(raw.getInputStream(), raw.getOutputStream());
    }

    /**
     * Waits for the first bytes.
     *
     * @throws ConnectionFailedException if the server is silent in plain text because it waits for TLS
     */
    void awaitGreeting() throws IOException {
        if (tls != null) {
            return;
        }
        raw.limit(deadline.half().within(SILENCE));
        try {
            wire.awaitAnything();
            return;
        } catch (SocketTimeoutException e) {
            if (speaksTls.getAsBoolean()) {
                throw new ConnectionFailedException(Outcome.TLS_EXPECTED);
            }
        } finally {
            raw.limit(deadline);
        }
        wire.awaitAnything();
    }

    /** Limits the wait for the server to a part of the usual time, until {@link #takeTime}. */
    void hurry(int part) {
        raw.limit(deadline.within(raw.timeout().dividedBy(part)));
    }

    /** Lets the server use all the time that is left. */
    void takeTime() {
        raw.limit(deadline);
    }

    MailProtocol protocol() {
        return protocol;
    }

    Progress progress() {
        return progress;
    }

    Wire wire() {
        return wire;
    }

    RawSocket raw() {
        return raw;
    }

    boolean isSecure() {
        return tls != null;
    }

    /** Returns the TLS connection; null before TLS. */
    @Nullable
    SSLSocket tls() {
        return tls;
    }

    /** Negotiates TLS over the connection. Bytes that were received before are discarded. */
    void secure(SSLContext context) throws IOException {
        progress.enter(Phase.TLS);
        SSLSocket socket = Tls.handshake(
                raw, address.host(), address.port(), context, first -> Greeting.looksLike(protocol, first));
        tls = socket;
        wire.replaceStreams(socket.getInputStream(), socket.getOutputStream());
        progress.enter(Phase.GREETING);
    }
}
