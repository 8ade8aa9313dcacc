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
import org.emailregistry.service.MailServer;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.service.UserNameFormat;
import org.jspecify.annotations.Nullable;

/**
 * Downloads small public documents, such as configuration files of mail clients, by the rules of a mail connection: a
 * name is resolved once, all its addresses are vetted, the certificate is verified for the name (TLS 1.2 or 1.3), and
 * time and memory are bounded. Connects to port 443 only and sends no cookies and no credentials. Thread-safe; holds no
 * thread between downloads.
 */
public final class GuardedDownload {
    private static final int MAXIMUM_REDIRECTS = 3;

    private final Network network;
    private final Optional<TrustedCertificates> trustedCertificates;
    private final int port;

    private GuardedDownload(Builder builder) {
        network = Network.of(builder.settings, "email-download", StalledWrites.UNWATCHED)
                .withTimedResolver();
        trustedCertificates = builder.trustedCertificates;
        port = builder.port;
    }

    /** Returns a builder with {@link ConnectionSettings#recommended() recommended settings}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Downloads a document, following up to {@value #MAXIMUM_REDIRECTS} redirects by the same rules.
     *
     * @param location an {@code https} URI on port 443, without user, with a valid host, all in ASCII: encode other
     *     characters of the path and query with percent signs, and use A-labels for the host
     * @param origin who named the host
     * @param guard decides which addresses may be connected to
     * @param maximum the maximum size of the document, in bytes
     * @return the document; empty if the server has no document there, or the document exceeds {@code maximum}
     * @throws ConnectionFailedException if the server cannot be reached or verified, or takes too long
     * @throws IllegalArgumentException if the location is not such a URI
     * @throws CancellationException if the calling thread is interrupted; its interrupt status stays set
     */
    public Optional<byte[]> get(URI location, Origin origin, NetworkGuard guard, int maximum)
            throws ConnectionFailedException {
        DownloadTarget target = DownloadTarget.of(location)
                .orElseThrow(() -> new IllegalArgumentException(
                        "location: must be an https URI with a valid host name or IP address in ASCII, on port 443, without"
                                + " user, and with path and query in ASCII (percent-encode other characters)"));
        requireNonNull(origin, "origin");
        requireNonNull(guard, "guard");
        Deadline deadline = Deadline.after(network.timeouts().total());
        try (var sockets = new Sockets()) {
            var work = new FutureTask<>(() -> follow(target, origin, guard, maximum, deadline, sockets));
            try {
                network.executor().execute(work);
                // The deadline of reads does not end a stalled write; this one does.
                return work.get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                throw new ConnectionFailedException(Outcome.BUSY, e);
            } catch (TimeoutException e) {
                throw new ConnectionFailedException(Outcome.TIMEOUT, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                var cancelled = new CancellationException("the calling thread was interrupted");
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
        throw new IllegalStateException("the download failed with an unexpected exception", cause);
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
        var server =
                new MailServer(new ServerAddress(target.host(), port), ConnectionSecurity.TLS, UserNameFormat.AS_TYPED);
        var addresses = Vetting.addresses(new Route(server, origin, guard, trustedCertificates), network.resolver());
        RawSocket raw = new Race(
                        addresses, port, network.timeouts().connect(), deadline, sockets, () -> newSocket(deadline))
                .run(network.executor());
        try {
            SSLSocket tls = Tls.handshake(
                    raw, target.host(), port, network.tls().of(trustedCertificates), HttpResponse::looksLike);
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
            throw new IllegalStateException("setting TCP_NODELAY on a new socket failed", e);
        }
        return socket;
    }

    /** Builds a {@link GuardedDownload}. Not thread-safe. */
    public static final class Builder {
        private ConnectionSettings settings = ConnectionSettings.recommended();
        private Optional<TrustedCertificates> trustedCertificates = Optional.empty();
        private int port = DownloadTarget.PORT;

        private Builder() {}

        /**
         * Sets the settings of all connections; {@link ConnectionSettings#recommended()} by default.
         * {@link Timeouts#total()} limits a whole download, redirects included.
         */
        public Builder settings(ConnectionSettings newSettings) {
            settings = requireNonNull(newSettings, "settings");
            return this;
        }

        /** Sets the certificate authorities to trust instead of the platform's, which are trusted by default. */
        public Builder trustedCertificates(TrustedCertificates anchors) {
            trustedCertificates = Optional.of(anchors);
            return this;
        }

        /** Sets another port, for tests, which cannot listen on 443. */
        Builder port(int newPort) {
            port = newPort;
            return this;
        }

        /** Returns an object with these settings. Opens no connection. */
        public GuardedDownload build() {
            return new GuardedDownload(this);
        }
    }
}
