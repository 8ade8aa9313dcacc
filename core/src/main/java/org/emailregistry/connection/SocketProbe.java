package org.emailregistry.connection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.ConnectionProbe;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;

/**
 * Tests the servers of a mailbox by speaking IMAP and SMTP: greeting, capabilities, upgrade to TLS, one login, proof of
 * use, farewell. An accepted login alone proves little, because servers accept logins to mailboxes that they do not open.
 * So the test also opens the inbox, without changing anything in it, and announces the email address of the request as
 * the sender of a message, which it then gives up. Both servers are tested at the same time and under one deadline, on two threads of the executor; more
 * threads run only while the addresses of a name are raced. Interrupting the calling thread closes the sockets at once.
 * Thread-safe; holds no thread between tests.
 *
 * <p>A user can measure the duration of a test, and so distinguish a host that refuses connections from a host that is
 * silent. Addresses that the guard denies are never connected to, so the duration discloses nothing about them.
 */
public final class SocketProbe implements ConnectionProbe {
    private final Network network;
    private final Semaphore places;
    private final Duration patience;
    private final boolean loginOnly;

    private SocketProbe(Builder builder) {
        network = Network.of(builder.settings, "email-probe", StalledWrites.UNWATCHED);
        places = new Semaphore(builder.maximumConcurrent, true);
        patience = builder.patience;
        loginOnly = builder.loginOnly;
        warmUp();
    }

    /** Creates the TLS context, which takes some time, before the first test. */
    private void warmUp() {
        try {
            network.executor().execute(() -> network.tls().of(Optional.empty()));
        } catch (RejectedExecutionException e) {
            // The first test creates it instead.
        }
    }

    /**
     * Returns a probe with {@link ConnectionSettings#recommended() recommended settings}, at most 16 concurrent tests,
     * and a wait of at most 5 seconds for a turn.
     */
    public static SocketProbe recommended() {
        return builder().build();
    }

    /** Returns a builder with the settings of {@link #recommended()}. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        requireNonNull(request, "request");
        ProbeReport report = test(request).withUserNames(request);
        return request.origin() == Origin.USER ? report.closedSet() : report;
    }

    private ProbeReport test(ProbeRequest request) {
        Deadline deadline =
                Deadline.after(request.deadline()).within(network.timeouts().total());
        try {
            if (!places.tryAcquire(Math.min(patience.toNanos(), deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                return ProbeReport.of(Outcome.BUSY);
            }
            return test(request, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("the calling thread was interrupted");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    /**
     * Runs a test. Its place is released when both threads are free, so threads that are stuck in a name look-up stay
     * counted.
     */
    private ProbeReport test(ProbeRequest request, Deadline deadline) throws InterruptedException {
        Deadline dns = deadline.within(network.timeouts().dns());
        var running = new AtomicInteger(2);
        Runnable onEnd = () -> {
            if (running.decrementAndGet() == 0) {
                places.release();
            }
        };
        Attempt smtp = attempt(request, MailProtocol.SMTP, deadline, onEnd);
        Attempt imap = attempt(request, MailProtocol.IMAP, deadline, onEnd);
        try {
            start(smtp, onEnd);
            start(imap, onEnd);
            return new ProbeReport(smtp.await(dns, deadline), imap.await(dns, deadline));
        } finally {
            smtp.cancel();
            imap.cancel();
        }
    }

    private Attempt attempt(ProbeRequest request, MailProtocol protocol, Deadline deadline, Runnable onEnd) {
        var route = new Route(
                protocol.server(request.settings()), request.origin(), request.guard(), request.trustedCertificates());
        return new Attempt(network, route, protocol, request, loginOnly, deadline, onEnd);
    }

    private void start(Attempt attempt, Runnable onEnd) {
        try {
            network.executor().execute(attempt);
        } catch (RejectedExecutionException e) {
            attempt.refuse();
            onEnd.run();
        }
    }

    /** Builds a {@link SocketProbe}. Not thread-safe. */
    public static final class Builder {
        private ConnectionSettings settings = ConnectionSettings.recommended();
        private int maximumConcurrent = 16;
        private Duration patience = Duration.ofSeconds(5);
        private boolean loginOnly;

        private Builder() {}

        /** Sets the settings of all connections; {@link ConnectionSettings#recommended()} by default. */
        public Builder settings(ConnectionSettings newSettings) {
            settings = requireNonNull(newSettings, "settings");
            return this;
        }

        /**
         * Sets the maximum number of concurrent tests; 16 by default.
         *
         * @throws IllegalArgumentException if {@code maximum} is less than 1
         */
        public Builder maximumConcurrent(int maximum) {
            if (maximum < 1) {
                throw new IllegalArgumentException("maximum concurrent tests: must be at least 1, got " + maximum);
            }
            maximumConcurrent = maximum;
            return this;
        }

        /**
         * Sets how long a test waits for its turn before it ends with {@link Outcome#BUSY}; 5 seconds by default. Tests
         * take turns in the order of their calls.
         *
         * @throws IllegalArgumentException if the duration is negative
         */
        public Builder patience(Duration newPatience) {
            if (newPatience.isNegative()) {
                throw new IllegalArgumentException("patience: must not be negative, got " + newPatience);
            }
            patience = newPatience;
            return this;
        }

        /**
         * Ends each test with the login, which saves one or two round trips per server: {@link Outcome#OK} then says
         * nothing about whether the mailbox can be opened and messages can be sent.
         */
        public Builder loginOnly() {
            loginOnly = true;
            return this;
        }

        /** Returns the probe. */
        public SocketProbe build() {
            return new SocketProbe(this);
        }
    }
}
