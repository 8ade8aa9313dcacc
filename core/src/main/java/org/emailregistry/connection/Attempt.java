package org.emailregistry.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.service.ConnectionSecurity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The test of one server. Runs on a thread of the executor while the thread that called the probe waits until the
 * deadline.
 */
final class Attempt implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final MailProtocol protocol;
    private final Route route;
    private final ProbeRequest request;
    private final boolean loginOnly;
    final Sockets sockets = new Sockets();
    private final Progress progress = new Progress();
    private final Opening opening;
    private final Runnable onEnd;

    private final CountDownLatch resolved = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean begun;
    private volatile @Nullable ProbeResult verdict;

    /**
     * Creates a test.
     *
     * @param loginOnly whether the test ends with the login
     * @param onEnd runs when the thread is free again, possibly after {@link #await} has returned
     */
    Attempt(
            Network network,
            Route route,
            MailProtocol protocol,
            ProbeRequest request,
            boolean loginOnly,
            Deadline deadline,
            Runnable onEnd) {
        this.protocol = protocol;
        this.route = route;
        this.request = request;
        this.loginOnly = loginOnly;
        this.opening = new Opening(network, route, protocol, deadline, sockets, progress);
        this.onEnd = onEnd;
    }

    @Override
    public void run() {
        begun = true;
        try {
            verdict = result(test(), null);
            farewell();
        } catch (ConnectionFailedException e) {
            verdict = result(e.outcome(), e);
        } catch (SocketTimeoutException e) {
            verdict = result(Outcome.TIMEOUT, null);
        } catch (IOException e) {
            verdict = result(Outcome.SERVER_MISBEHAVED, null);
        } catch (RuntimeException | Error e) {
            // Without the message, which may come from a token source and contain a secret.
            LOG.warn(
                    "Testing {} failed with {}",
                    route.server().address(),
                    e.getClass().getName());
            verdict = result(Outcome.UNEXPECTED, null);
        } finally {
            if (Thread.currentThread().isInterrupted()) {
                refuseUnlessSuccessful();
            }
            sockets.close();
            resolved.countDown();
            ended.countDown();
            onEnd.run();
        }
    }

    private Outcome test() throws IOException {
        if (sockets.isClosed()) {
            // The caller gave up while this task waited for a thread.
            return Outcome.BUSY;
        }
        List<InetAddress> addresses = opening.resolve();
        resolved.countDown();
        Dialog dialog = opening.open(addresses);
        if (request.credentials().isEmpty()) {
            return Outcome.OK_WITHOUT_LOGIN;
        }
        dialog.login(Logins.at(protocol, request), () -> {
            if (!loginOnly) {
                dialog.prove(request.address());
            }
        });
        return Outcome.OK;
    }

    private void farewell() {
        Dialog dialog = opening.dialog();
        try {
            if (dialog != null) {
                dialog.farewell();
            }
        } catch (IOException e) {
            LOG.debug("{} did not answer the farewell", route.server().address());
        }
    }

    /** Returns the result, at the latest when a deadline has passed, and closes all sockets. */
    ProbeResult await(Deadline dns, Deadline total) throws InterruptedException {
        ProbeResult result;
        try {
            if (resolved.await(dns.remainingNanos(), TimeUnit.NANOSECONDS)) {
                boolean inTime = ended.await(total.remainingNanos(), TimeUnit.NANOSECONDS);
                LOG.debug("The test of {} ended {}", route.server().address(), inTime ? "in time" : "at the deadline");
            }
            // Read before the sockets are closed: the failure of a socket closed here is no verdict on the server.
            result = verdict;
        } finally {
            sockets.close();
        }
        if (result != null) {
            return result;
        }
        return begun ? result(Outcome.TIMEOUT, null) : ProbeResult.of(protocol, Outcome.BUSY);
    }

    /** Makes a failure {@link Outcome#BUSY}: the thread was interrupted, so the failure says nothing about the server. */
    private void refuseUnlessSuccessful() {
        ProbeResult result = verdict;
        if (result == null || !result.successful()) {
            verdict = ProbeResult.of(protocol, Outcome.BUSY);
        }
    }

    /** Ends the test with {@link Outcome#BUSY}: the executor has no thread for it. */
    void refuse() {
        verdict = ProbeResult.of(protocol, Outcome.BUSY);
        resolved.countDown();
        ended.countDown();
    }

    /** Aborts the test at once. */
    void cancel() {
        sockets.close();
    }

    private ProbeResult result(Outcome outcome, @Nullable ConnectionFailedException failure) {
        Dialog dialog = opening.dialog();
        Phase phase = progress.phase();
        boolean secure = dialog != null && dialog.channel.isSecure();
        return new ProbeResult(
                outcome,
                outcome.field(protocol),
                failure == null ? outcome.remedy() : failure.remedy(),
                Optional.empty(),
                outcome.successful() ? Optional.empty() : Optional.of(phase),
                progress.timing(),
                capabilities(dialog),
                chain(dialog, failure),
                secure && failure != null ? failure.serverText().map(ServerText::harmless) : Optional.empty(),
                failure == null ? Optional.empty() : failure.link());
    }

    /** Returns the capabilities, escaped; those that came before a required upgrade to TLS are not the server's. */
    private List<String> capabilities(@Nullable Dialog dialog) {
        if (dialog == null || (!dialog.channel.isSecure() && route.server().security() != ConnectionSecurity.NONE)) {
            return List.of();
        }
        return dialog.capabilities().stream().map(ServerText::harmless).toList();
    }

    private static List<X509Certificate> chain(@Nullable Dialog dialog, @Nullable ConnectionFailedException failure) {
        if (failure != null && !failure.chain().isEmpty()) {
            return failure.chain();
        }
        SSLSocket tls = dialog == null ? null : dialog.channel.tls();
        return tls == null ? List.of() : chain(tls.getSession());
    }

    private static List<X509Certificate> chain(SSLSession session) {
        try {
            return List.of(session.getPeerCertificates()).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
