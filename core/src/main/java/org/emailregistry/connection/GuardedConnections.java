package org.emailregistry.connection;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeRequest;

/**
 * Opens secured and logged-in connections for a mail library, by the rules and with the code of {@link SocketProbe}.
 * The mail library never resolves a name, checks a certificate or sends a secret. After each login to an IMAP server that
 * offers ID, the client identifies itself ({@link ConnectionSettings#withClientId}). Thread-safe. Uses one daemon thread,
 * and only while data is being written.
 */
public final class GuardedConnections implements AutoCloseable {
    private final Network network;
    private final GuardedSocket.Limits limits;
    private final ScheduledThreadPoolExecutor watch;

    private GuardedConnections(Builder builder) {
        watch = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "email-connection-watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        watch.setKeepAliveTime(1, TimeUnit.SECONDS);
        watch.allowCoreThreadTimeOut(true);
        network = Network.of(builder.settings, "email-connection", StalledWrites.on(watch))
                .withTimedResolver();
        limits = new GuardedSocket.Limits(network.timeouts().exchange(), builder.command, builder.idle, builder.budget);
    }

    /** Returns a builder with {@link ConnectionSettings#recommended() recommended settings}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Connects to one server of a mailbox and logs in, within {@link Timeouts#total()} and the deadline of the request,
     * apart from the time that a token source takes.
     *
     * @param protocol selects the server
     * @param request the servers and the credentials, as for a test
     * @param sockets receives the sockets of the connection. Closing {@code sockets}, from any thread, closes the
     *     connection; while this call runs, it ends it, after a look-up or token request that is running. The call then
     *     throws {@link ConnectionFailedException}, whose outcome says nothing about the server: ask
     *     {@link Sockets#isClosed()}
     * @return the connection, logged in
     * @throws ConnectionFailedException if the connection or the login fails or takes too long
     * @throws CancellationException if this call fails and the calling thread is interrupted; its interrupt status
     *     remains set. An interrupt ends the wait for a look-up, but not a wait for the server; to end that, close
     *     {@code sockets}
     * @throws java.util.NoSuchElementException if the request has no credentials
     */
    public GuardedSocket open(MailProtocol protocol, ProbeRequest request, Sockets sockets)
            throws ConnectionFailedException {
        var route = new Route(
                protocol.server(request.settings()), request.origin(), request.guard(), request.trustedCertificates());
        Deadline deadline =
                Deadline.after(request.deadline()).within(network.timeouts().total());
        var opening = new Opening(network, route, protocol, deadline, sockets, new Progress());
        boolean opened = false;
        try {
            Dialog dialog = opening.open(opening.resolve());
            dialog.login(Logins.at(protocol, request), dialog::identify);
            var socket = new GuardedSocket(dialog, sockets, limits, opening.ehloName(dialog.channel.raw()));
            opened = true;
            return socket;
        } catch (IOException e) {
            throw failure(e);
        } finally {
            Dialog dialog = opening.dialog();
            if (!opened && dialog != null) {
                sockets.closeOne(dialog.channel.raw());
            }
        }
    }

    private static ConnectionFailedException failure(IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            var cancelled = new CancellationException("the calling thread was interrupted");
            cancelled.initCause(e);
            throw cancelled;
        }
        if (e instanceof ConnectionFailedException failed) {
            return failed;
        }
        return new ConnectionFailedException(
                e instanceof SocketTimeoutException ? Outcome.TIMEOUT : Outcome.SERVER_MISBEHAVED, e);
    }

    /** Stops the daemon thread. Later writes to connections that are still open fail. */
    @Override
    public void close() {
        watch.shutdownNow();
    }

    /** Builds {@link GuardedConnections}. Not thread-safe. */
    public static final class Builder {
        private ConnectionSettings settings = ConnectionSettings.recommended();
        private Duration command = Duration.ofMinutes(5);
        private Duration idle = Duration.ofMinutes(30);
        private long budget = 64L * 1024 * 1024;

        private Builder() {}

        /**
         * Sets the settings of all connections; {@link ConnectionSettings#recommended()} by default.
         * {@link Timeouts#exchange()} also limits each wait for the server after the login.
         */
        public Builder settings(ConnectionSettings newSettings) {
            settings = requireNonNull(newSettings, "settings");
            return this;
        }

        /**
         * Sets the time limit of a command after the login, from the last byte sent to the last byte received; 5
         * minutes by default.
         *
         * @param timeout 1 millisecond to 1 day
         * @throws IllegalArgumentException if the timeout is outside that range
         */
        public Builder commandTimeout(Duration timeout) {
            command = Timeouts.checked("command", timeout);
            return this;
        }

        /**
         * Sets how long IDLE may wait for data from the server; 30 minutes by default. Clients must end IDLE and begin
         * it again before this limit and before the 29 minutes of RFC 2177.
         *
         * @param timeout 1 millisecond to 1 day
         * @throws IllegalArgumentException if the timeout is outside that range
         */
        public Builder idleTimeout(Duration timeout) {
            idle = Timeouts.checked("idle", timeout);
            return this;
        }

        /**
         * Sets the size limit of the reply to a command after the login; 64 MiB by default. Each line counts as its
         * length plus 512 bytes, because every line takes additional memory in the client.
         *
         * @param bytes 64 KiB or more
         * @throws IllegalArgumentException if {@code bytes} is less than 64 KiB
         */
        public Builder replyBudget(long bytes) {
            if (bytes < Wire.MAXIMUM_TOTAL) {
                throw new IllegalArgumentException(
                        "reply budget: must be at least " + Wire.MAXIMUM_TOTAL + " bytes, got " + bytes);
            }
            budget = bytes;
            return this;
        }

        /** Returns an object with these settings. Opens no connection. */
        public GuardedConnections build() {
            return new GuardedConnections(this);
        }
    }
}
