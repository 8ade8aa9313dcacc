package org.emailregistry.connection;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Phase;
import org.jspecify.annotations.Nullable;

/** A connection to a vetted address, which can be upgraded to TLS. */
final class Channel {
    private final RawSocket raw;
    private final Deadline deadline;
    private final ServerAddress address;
    private final MailProtocol protocol;
    private final Progress progress;
    private final Wire wire;
    private @Nullable SSLSocket tls;

    Channel(RawSocket raw, Deadline deadline, ServerAddress address, MailProtocol protocol, Progress progress)
            throws IOException {
        this.raw = raw;
        this.deadline = deadline;
        this.address = address;
        this.protocol = protocol;
        this.progress = progress;
        this.wire = new Wire(raw.getInputStream(), raw.getOutputStream());
    }

    /**
     * Waits for the first bytes. In plain text the wait is limited to half of the remaining time: a silent server may
     * be waiting for TLS, and finding that out takes the other half.
     */
    void awaitGreeting() throws IOException {
        if (tls == null) {
            raw.limit(deadline.half());
            wire.awaitAnything();
            raw.limit(deadline);
        }
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
