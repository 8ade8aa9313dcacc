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
 * Tests the servers of a mailbox by speaking to them: greeting, capabilities, the upgrade to TLS, one login, good-bye.
 * Both servers at the same time and under one deadline, on two threads of the executor; more only while the addresses
 * of a name are raced. Interrupting the calling thread closes the sockets at once. Immutable but for the tests that are
 * running; keeps no thread of its own busy.
 *
 * <p>How long a test takes is no secret that it keeps: a user who measures it can tell a host that refuses from one that
 * is silent. Addresses that the guard denies are never connected to, so nothing is learned about those.
 */
public final class SocketProbe implements ConnectionProbe {
    private final Network network;
    private final Semaphore places;
    private final Duration patience;

    private SocketProbe(Builder builder) {
        network = Network.of(builder.settings, "email-probe", StalledWrites.UNWATCHED);
        places = new Semaphore(builder.maximumConcurrent, true);
        patience = builder.patience;
        warmUp();
    }

    /** Makes the TLS context, which takes a while, before the first user waits for it. */
    private void warmUp() {
        try {
            network.executor().execute(() -> network.tls().of(Optional.empty()));
        } catch (RejectedExecutionException e) {
            // Then the first test makes it.
        }
    }

    /** A probe with recommended timeouts, the platform's resolver, no proxy, and threads of its own while it tests. */
    public static SocketProbe recommended() {
        return builder().build();
    }

    /** Begins with what {@link #recommended()} has. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        requireNonNull(request, "request");
        ProbeReport report = test(request);
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
            var cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    /** The place is given back when both threads are free, so that those stuck in a name look-up stay counted. */
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
        var route = new Route(protocol.server(request.settings()), request.origin(), request.guard(), request.trust());
        Optional<Logins> logins = request.credentials()
                .map(credentials -> new Logins(
                        credentials, request.address(), request.tokens(), request.owner(), request.account()));
        return new Attempt(network, route, protocol, logins, deadline, onEnd);
    }

    private void start(Attempt attempt, Runnable onEnd) {
        try {
            network.executor().execute(attempt);
        } catch (RejectedExecutionException e) {
            attempt.refuse();
            onEnd.run();
        }
    }

    /** Builds a {@link SocketProbe}. */
    public static final class Builder {
        private ConnectionSettings settings = ConnectionSettings.recommended();
        private int maximumConcurrent = 16;
        private Duration patience = Duration.ofSeconds(5);

        private Builder() {}

        /** How the probe connects; {@link ConnectionSettings#recommended()} if not set. */
        public Builder settings(ConnectionSettings newSettings) {
            settings = requireNonNull(newSettings, "settings");
            return this;
        }

        /**
         * How many tests run at once; 16 if not set.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maximumConcurrent(int maximum) {
            if (maximum < 1) {
                throw new IllegalArgumentException("maximum concurrent: at least 1, got " + maximum);
            }
            maximumConcurrent = maximum;
            return this;
        }

        /**
         * How long a test waits for its turn before it is {@linkplain Outcome#BUSY refused}; 5 seconds if not set. The
         * first to come is the first to be served.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder patience(Duration newPatience) {
            if (newPatience.isNegative()) {
                throw new IllegalArgumentException("patience: not negative, got " + newPatience);
            }
            patience = newPatience;
            return this;
        }

        /** The probe. */
        public SocketProbe build() {
            return new SocketProbe(this);
        }
    }
}
