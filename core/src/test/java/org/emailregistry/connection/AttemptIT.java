package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.junit.jupiter.api.Test;

class AttemptIT {
    /**
     * Whoever gives up closes the sockets, and the thread takes that for a server that broke the connection. It is made
     * to say so before the sockets are all closed, and still must not be listened to.
     */
    @Test
    void whatBreaksBecauseItIsGivenUpIsATimeout() throws Exception {
        var connected = new CountDownLatch(1);
        var breaks = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            connected.countDown();
            breaks.await();
        })) {
            Attempt attempt = attempt(server.port());
            var thread = new Thread(attempt);
            thread.start();
            connected.await();
            attempt.sockets.add(new Socket() {
                @Override
                public synchronized void close() throws IOException {
                    super.close();
                    breaks.countDown();
                    // The thread has its verdict, and waits for the lock that it closes its sockets under.
                    await().atMost(TestProbe.AMPLE).until(() -> thread.getState() == Thread.State.BLOCKED);
                }
            });

            ProbeResult result = attempt.await(Deadline.after(TestProbe.AMPLE), Deadline.after(Duration.ZERO));

            assertThat(result.outcome()).isEqualTo(Outcome.TIMEOUT);
            thread.join();
        }
    }

    private static Attempt attempt(int port) {
        var network = new Network(
                TestProbe::thisMachine,
                Runnable::run,
                Proxy.NO_PROXY,
                new TlsContexts(),
                Timeouts.recommended(),
                Optional.empty(),
                Optional.empty(),
                new ServerVerdict(List.of()),
                StalledWrites.UNWATCHED);
        MailServer server = MailServers.server(TestProbe.HOST, port, ConnectionSecurity.NONE);
        var request = new ProbeRequest(
                new ServerSettings(server, server),
                Optional.empty(),
                Origin.ADMINISTRATOR,
                NetworkGuard.recommended(),
                Optional.empty(),
                TestProbe.AMPLE);
        var route = new Route(server, request.origin(), request.guard(), request.trustedCertificates());
        return new Attempt(network, route, MailProtocol.IMAP, request, true, Deadline.after(TestProbe.AMPLE), () -> {});
    }
}
