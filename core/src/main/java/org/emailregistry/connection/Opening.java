package org.emailregistry.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.emailregistry.service.ConnectionSecurity;
import org.jspecify.annotations.Nullable;

/** Opens one connection, from the name look-up to the capabilities of the server. */
final class Opening {
    private static final Duration PATIENCE_FOR_TLS = Duration.ofSeconds(5);

    private final Network network;
    private final Route route;
    private final MailProtocol protocol;
    private final Deadline deadline;
    private final Sockets sockets;
    private final Progress progress;
    private @Nullable Dialog dialog;
    private @Nullable Boolean speaksTls;

    Opening(
            Network network,
            Route route,
            MailProtocol protocol,
            Deadline deadline,
            Sockets sockets,
            Progress progress) {
        this.network = network;
        this.route = route;
        this.protocol = protocol;
        this.deadline = deadline;
        this.sockets = sockets;
        this.progress = progress;
    }

    /** Returns the conversation as far as it has come, also after a failure; null if there is none. */
    @Nullable
    Dialog dialog() {
        return dialog;
    }

    /** Returns the vetted addresses of the server. */
    List<InetAddress> resolve() throws ConnectionFailedException {
        progress.enter(Phase.DNS);
        return Vetting.addresses(route, network.resolver());
    }

    /** Connects to one of the addresses and speaks up to the point where a login can begin. */
    Dialog open(List<InetAddress> addresses) throws IOException {
        boolean plain = route.server().security() != ConnectionSecurity.TLS;
        Channel channel = channel(connect(addresses), () -> speaksTls(addresses));
        Dialog opened = protocol == MailProtocol.IMAP
                ? new ImapDialog(channel, network.verdicts(), network.clientId())
                : new SmtpDialog(channel, network.verdicts(), ehloName(channel.raw()));
        dialog = opened;
        try {
            if (!plain) {
                channel.secure(network.tls().of(route.trustedCertificates()));
            }
            opened.open(route.server().security() == ConnectionSecurity.STARTTLS ? () -> upgrade(channel) : null);
            return opened;
        } catch (ConnectionFailedException e) {
            // A server that waits for TLS may also close the connection, because it takes the first command for TLS.
            if (plain && !channel.isSecure() && channel.wire().isSilent() && !deadline.expired()) {
                sockets.closeOne(channel.raw());
                throw speaksTls(addresses) ? new ConnectionFailedException(Outcome.TLS_EXPECTED) : e;
            }
            throw e;
        }
    }

    /** Returns the name that the client announces in SMTP on a connection. */
    String ehloName(RawSocket raw) {
        return EhloName.of(network.ehloName(), raw.getLocalAddress());
    }

    private RawSocket connect(List<InetAddress> addresses) throws IOException {
        progress.enter(Phase.CONNECT);
        ServerAddress address = route.server().address();
        RawSocket raw = new Race(
                        addresses, address.port(), network.timeouts().connect(), deadline, sockets, this::newSocket)
                .run(network.executor());
        progress.enter(Phase.GREETING);
        return raw;
    }

    private Channel channel(RawSocket raw, BooleanSupplier speaksTls) throws IOException {
        return new Channel(raw, deadline, route.server().address(), protocol, progress, speaksTls);
    }

    private RawSocket newSocket() {
        var socket = new RawSocket(network.proxy(), deadline, network.timeouts().exchange(), network.stalledWrites());
        try {
            // Without Nagle's algorithm: the first command must not wait for the acknowledgement of the TLS handshake.
            socket.setTcpNoDelay(true);
        } catch (SocketException e) {
            throw new IllegalStateException("setting TCP_NODELAY on a new socket failed", e);
        }
        return socket;
    }

    private void upgrade(Channel channel) throws IOException {
        channel.wire().requireSilence();
        channel.secure(network.tls().of(route.trustedCertificates()));
    }

    /**
     * Returns whether a server that is silent in plain text waits for TLS. Finds out over a second connection, once. It
     * leaves most of the time to the first one, whose greeting may only be slow.
     */
    private boolean speaksTls(List<InetAddress> addresses) {
        Boolean known = speaksTls;
        if (known == null) {
            known = answersInTls(addresses);
            speaksTls = known;
        }
        return known;
    }

    private boolean answersInTls(List<InetAddress> addresses) {
        try {
            RawSocket second = connect(addresses);
            second.limit(deadline.half().within(PATIENCE_FOR_TLS));
            try {
                Tls.handshake(
                        second,
                        route.server().address().host(),
                        route.server().address().port(),
                        network.tls().of(route.trustedCertificates()),
                        first -> Greeting.looksLike(protocol, first));
                return true;
            } catch (IOException e) {
                return TlsRecord.begins(second.first());
            } finally {
                sockets.closeOne(second);
            }
        } catch (IOException e) {
            return false;
        } finally {
            progress.enter(Phase.GREETING);
        }
    }
}
