package org.emailregistry.connection;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.LoginForm;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.TrustAnchors;
import org.jspecify.annotations.Nullable;

/**
 * Fetches small public documents, such as the configuration files of mail clients, by the rules of a mail connection: a name
 * is resolved once, all its addresses are vetted, TLS 1.2 or 1.3 with the identity of the name, everything bounded in time
 * and memory. HTTPS on its own port only, and nothing is sent but the location: no cookie, no credential. Thread-safe; keeps
 * no thread busy.
 */
public final class GuardedDownload {
    private static final int MAXIMUM_REDIRECTS = 3;

    private final Network network;
    private final Optional<TrustAnchors> trust;
    private final int port;

    private GuardedDownload(Builder builder) {
        network = Network.of(builder.settings, "email-download", StalledWrites.UNWATCHED)
                .withTimedResolver();
        trust = builder.trust;
        port = builder.port;
    }

    /** Begins with recommended timeouts, the platform's resolver, no proxy, and threads of its own while it works. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Fetches a document. Follows up to {@value #MAXIMUM_REDIRECTS} redirections, each by the same rules.
     *
     * @param location an {@code https} address without user and port
     * @param origin who named the host
     * @param guard what may be connected to
     * @param maximum the most bytes that the document may have
     * @return the document; empty if the server is reached and has none there, or one that is larger
     * @throws ConnectionFailedException if the server is not reached, is not who it should be, or takes too long
     * @throws IllegalArgumentException if the location is another one
     */
    public Optional<byte[]> get(URI location, Origin origin, NetworkGuard guard, int maximum)
            throws ConnectionFailedException {
        DownloadTarget target = DownloadTarget.of(location)
                .orElseThrow(() -> new IllegalArgumentException("location: not https with a host, and nothing else"));
        requireNonNull(origin, "origin");
        requireNonNull(guard, "guard");
        Deadline deadline = Deadline.after(network.timeouts().total());
        try (var sockets = new Sockets()) {
            var work = new FutureTask<>(() -> follow(target, origin, guard, maximum, deadline, sockets));
            try {
                network.executor().execute(work);
                // Also ends what the deadline of reads does not: a write that nobody takes.
                return work.get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                throw new ConnectionFailedException(Outcome.BUSY, e);
            } catch (TimeoutException e) {
                throw new ConnectionFailedException(Outcome.TIMEOUT, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                var cancelled = new CancellationException("interrupted");
                cancelled.initCause(e);
                throw cancelled;
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } finally {
                work.cancel(true);
            }
        }
    }

    private static ConnectionFailedException failure(@Nullable Throwable cause) {
        if (cause instanceof ConnectionFailedException failed) {
            return failed;
        }
        if (cause instanceof SocketTimeoutException timeout) {
            return new ConnectionFailedException(Outcome.TIMEOUT, timeout);
        }
        if (cause instanceof IOException io) {
            return new ConnectionFailedException(Outcome.SERVER_MISBEHAVED, io);
        }
        throw new IllegalStateException("the download failed", cause);
    }

    private Optional<byte[]> follow(
            DownloadTarget first, Origin origin, NetworkGuard guard, int maximum, Deadline deadline, Sockets sockets)
            throws IOException {
        DownloadTarget target = first;
        for (int redirects = 0; redirects <= MAXIMUM_REDIRECTS; redirects++) {
            HttpResponse response = exchange(target, origin, guard, maximum, deadline, sockets);
            if (response.status() == 200) {
                return response.body();
            }
            Optional<DownloadTarget> next = response.redirection().flatMap(target::resolve);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            target = next.get();
        }
        return Optional.empty();
    }

    private HttpResponse exchange(
            DownloadTarget target, Origin origin, NetworkGuard guard, int maximum, Deadline deadline, Sockets sockets)
            throws IOException {
        var server = new MailServer(new ServerAddress(target.host(), port), ConnectionSecurity.TLS, LoginForm.AS_TYPED);
        var addresses = Vetting.addresses(new Route(server, origin, guard, trust), network.resolver());
        RawSocket raw = new Race(
                        addresses, port, network.timeouts().connect(), deadline, sockets, () -> newSocket(deadline))
                .run(network.executor());
        try {
            SSLSocket tls =
                    Tls.handshake(raw, target.host(), port, network.tls().of(trust), HttpResponse::looksLike);
            return HttpResponse.get(tls.getInputStream(), tls.getOutputStream(), target, maximum);
        } finally {
            sockets.closeOne(raw);
        }
    }

    private RawSocket newSocket(Deadline deadline) {
        var socket = new RawSocket(network.proxy(), deadline, network.timeouts().exchange(), network.stalledWrites());
        try {
            socket.setTcpNoDelay(true);
        } catch (SocketException e) {
            throw new IllegalStateException("a new socket takes its options", e);
        }
        return socket;
    }

    /** Builds a {@link GuardedDownload}. */
    public static final class Builder {
        private ConnectionSettings settings = ConnectionSettings.recommended();
        private Optional<TrustAnchors> trust = Optional.empty();
        private int port = DownloadTarget.PORT;

        private Builder() {}

        /**
         * How the client connects; {@link ConnectionSettings#recommended()} if not set. {@link Timeouts#total()} limits a
         * whole download, redirections included.
         */
        public Builder settings(ConnectionSettings newSettings) {
            settings = requireNonNull(newSettings, "settings");
            return this;
        }

        /** The authorities that are trusted, instead of the platform's. */
        public Builder trust(TrustAnchors anchors) {
            trust = Optional.of(anchors);
            return this;
        }

        /** For tests, which cannot listen where HTTPS does. */
        Builder port(int newPort) {
            port = newPort;
            return this;
        }

        /** The download. */
        public GuardedDownload build() {
            return new GuardedDownload(this);
        }
    }
}
