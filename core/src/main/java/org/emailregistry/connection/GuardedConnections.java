package org.emailregistry.connection;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeRequest;

/**
 * Opens connections for a mail library by the same rules, and with the same code, as {@link SocketProbe} tests them: the
 * library never sees a name to resolve, a certificate to check or a secret to send. Thread-safe. Has one thread, while
 * something is being written.
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

    /** Begins with recommended timeouts, the platform's resolver, no proxy, and threads of its own while it connects. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Connects to one of the servers and logs in.
     *
     * @param request the servers and who logs in, as for a test; it must have credentials
     * @param sockets closing it ends this at once, and the connection too
     * @throws ConnectionFailedException if that fails, or takes too long
     */
    public GuardedSocket open(MailProtocol protocol, ProbeRequest request, Sockets sockets)
            throws ConnectionFailedException {
        var route = new Route(protocol.server(request.settings()), request.origin(), request.guard(), request.trust());
        var logins = new Logins(
                request.credentials().orElseThrow(),
                request.address(),
                request.tokens(),
                request.owner(),
                request.account());
        Deadline deadline =
                Deadline.after(request.deadline()).within(network.timeouts().total());
        var opening = new Opening(network, route, protocol, deadline, sockets, new Progress());
        boolean opened = false;
        try {
            Dialog dialog = opening.open(opening.resolve());
            dialog.login(logins.at(route.server()));
            var socket = new GuardedSocket(dialog, sockets, limits);
            opened = true;
            return socket;
        } catch (ConnectionFailedException e) {
            throw e;
        } catch (SocketTimeoutException e) {
            throw new ConnectionFailedException(Outcome.TIMEOUT, e);
        } catch (IOException e) {
            throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED, e);
        } finally {
            Dialog dialog = opening.dialog();
            if (!opened && dialog != null) {
                sockets.closeOne(dialog.channel.raw());
            }
        }
    }

    /** Ends the thread. Writing to a connection that is still open fails from now on. */
    @Override
    public void close() {
        watch.shutdownNow();
    }

    /** Builds {@link GuardedConnections}. */
    public static final class Builder {
        private ConnectionSettings settings = ConnectionSettings.recommended();
        private Duration command = Duration.ofMinutes(5);
        private Duration idle = Duration.ofMinutes(30);
        private long budget = 64L * 1024 * 1024;

        private Builder() {}

        /**
         * How the client connects; {@link ConnectionSettings#recommended()} if not set. {@link Timeouts#exchange()} also
         * limits each wait after the login.
         */
        public Builder settings(ConnectionSettings newSettings) {
            settings = requireNonNull(newSettings, "settings");
            return this;
        }

        /**
         * How long a command may take after the login, from its last byte out to the last byte in; 5 minutes if not set.
         *
         * @throws IllegalArgumentException if it is less than a millisecond or more than a day
         */
        public Builder commandTimeout(Duration timeout) {
            command = Timeouts.checked("command", timeout);
            return this;
        }

        /**
         * How long to wait for news while idling; 30 minutes if not set. Clients have to end and begin IDLE anew before,
         * and before the 29 minutes of RFC 2177.
         *
         * @throws IllegalArgumentException if it is less than a millisecond or more than a day
         */
        public Builder idleTimeout(Duration timeout) {
            idle = Timeouts.checked("idle", timeout);
            return this;
        }

        /**
         * How many bytes the reply to a command may have after the login, where each line counts for 512 more; 64 MiB if
         * not set.
         *
         * @throws IllegalArgumentException if it is less than 64 KiB
         */
        public Builder replyBudget(long bytes) {
            if (bytes < Wire.MAXIMUM_TOTAL) {
                throw new IllegalArgumentException("reply budget: at least " + Wire.MAXIMUM_TOTAL + ", got " + bytes);
            }
            budget = bytes;
            return this;
        }

        /** The connections, none of them open yet. */
        public GuardedConnections build() {
            return new GuardedConnections(this);
        }
    }
}
