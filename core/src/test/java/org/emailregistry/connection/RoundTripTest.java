package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import javax.net.ssl.SSLContext;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many round trips a test needs up to the login, and for the proof of use. The servers answer as late as can be: not
 * before everything has come that could be said without the answer. So a client that waits where it need not is stuck, and
 * each answer is one round trip, after the one of the connection itself. None of them answers the good-bye.
 */
class RoundTripTest {
    private static final SSLContext TLS =
            withoutTickets(TestProbe.AUTHORITY.issue(TestProbe.HOST).serverContext());
    private static final String CAPABILITIES = "CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN SASL-IR";
    private static final String MESSAGE = TestProbe.base64("\0" + TestProbe.LOGIN + "\0" + TestProbe.PASSWORD);

    private final CompletableFuture<Integer> smtpTrips = new CompletableFuture<>();
    private final CompletableFuture<Integer> imapTrips = new CompletableFuture<>();
    private final CyclicBarrier bothLogIn = new CyclicBarrier(2);
    private volatile boolean together;

    /** Session tickets come after the handshake, out of turn; none are issued that would have to live for too long. */
    private static SSLContext withoutTickets(SSLContext context) {
        context.getServerSessionContext().setSessionTimeout(8 * 24 * 60 * 60);
        return context;
    }

    @ParameterizedTest
    @ValueSource(strings = {"* OK ready", "* OK [" + CAPABILITIES + "] ready"})
    void imapWithTls(String greeting) {
        try (ScriptedServer server = ScriptedServer.start(peer -> imap(peer.tls(TLS), 1, greeting, "OK"))) {
            assertThat(imapProbe(server, ConnectionSecurity.TLS)).isEqualTo(Outcome.OK);

            assertThat(imapTrips).succeedsWithin(TestProbe.AMPLE).isEqualTo(4);
            assertThat(server.received())
                    .startsWith("A1 CAPABILITY", "A2 AUTHENTICATE PLAIN " + MESSAGE)
                    .hasSizeLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"* OK ready", "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready"})
    void imapWithStartTls(String greeting) {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.line(greeting).read();
            peer.line("A1 OK begin TLS now").tls(TLS);
            imap(peer, 2, "", "OK");
        })) {
            assertThat(imapProbe(server, ConnectionSecurity.STARTTLS)).isEqualTo(Outcome.OK);

            assertThat(imapTrips).succeedsWithin(TestProbe.AMPLE).isEqualTo(6);
            assertThat(server.received())
                    .startsWith("A1 STARTTLS", "A2 CAPABILITY", "A3 AUTHENTICATE PLAIN " + MESSAGE)
                    .hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void smtpWithTls() {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.tls(TLS).line("220 ready");
            smtp(peer, "235 welcome");
        })) {
            assertThat(smtpProbe(server, ConnectionSecurity.TLS)).isEqualTo(Outcome.OK);

            assertThat(smtpTrips).succeedsWithin(TestProbe.AMPLE).isEqualTo(5);
            assertThat(server.received())
                    .startsWith("EHLO [127.0.0.1]", "AUTH PLAIN " + MESSAGE)
                    .hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void smtpWithStartTls() {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.line("220 ready").read();
            peer.send("250-hello\r\n250 STARTTLS\r\n").read();
            peer.line("220 go ahead").tls(TLS);
            smtp(peer, "235 welcome");
        })) {
            assertThat(smtpProbe(server, ConnectionSecurity.STARTTLS)).isEqualTo(Outcome.OK);

            assertThat(smtpTrips).succeedsWithin(TestProbe.AMPLE).isEqualTo(7);
            assertThat(server.received())
                    .startsWith("EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]", "AUTH PLAIN " + MESSAGE)
                    .hasSizeLessThanOrEqualTo(5);
        }
    }

    /** Each server lets nobody in before the other one is asked to: so the slower one tells how long the whole takes. */
    @Test
    void bothServersAreTestedAtTheSameTime() {
        together = true;
        try (ScriptedServer smtp = ScriptedServer.start(peer -> {
                    peer.tls(TLS).line("220 ready");
                    smtp(peer, "235 welcome");
                });
                ScriptedServer imap = ScriptedServer.start(peer -> imap(peer.tls(TLS), 1, "* OK ready", "OK"))) {
            ProbeReport report = probe(new ServerSettings(
                    MailServers.server(TestProbe.HOST, smtp.port(), ConnectionSecurity.TLS),
                    MailServers.server(TestProbe.HOST, imap.port(), ConnectionSecurity.TLS)));

            assertThat(report.verified()).isTrue();
            assertThat(smtpTrips).succeedsWithin(TestProbe.AMPLE).isEqualTo(5);
            assertThat(imapTrips).succeedsWithin(TestProbe.AMPLE).isEqualTo(4);
        }
    }

    @Test
    void refusedPasswordIsNotTriedAgain() {
        try (ScriptedServer server = ScriptedServer.start(peer -> imap(peer.tls(TLS), 1, "* OK ready", "NO"))) {
            assertThat(imapProbe(server, ConnectionSecurity.TLS)).isEqualTo(Outcome.REFUSED);

            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.received()).containsExactly("A1 CAPABILITY", "A2 AUTHENTICATE PLAIN " + MESSAGE);
        }
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.tls(TLS).line("220 ready");
            smtp(peer, "535 5.7.8 no");
        })) {
            assertThat(smtpProbe(server, ConnectionSecurity.TLS)).isEqualTo(Outcome.CREDENTIALS_REJECTED);

            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.received()).containsExactly("EHLO [127.0.0.1]", "AUTH PLAIN " + MESSAGE);
        }
    }

    private void imap(Peer peer, int tag, String greeting, String verdict) throws IOException, InterruptedException {
        peer.read();
        String first = greeting.isEmpty() ? "" : greeting + "\r\n";
        peer.send(first + "* " + CAPABILITIES + "\r\nA" + tag + " OK done\r\n").read();
        waitForTheOther();
        peer.line("A" + (tag + 1) + " " + verdict + " done");
        imapTrips.complete(1 + peer.answers());
        peer.drain();
    }

    /** From where the greeting is said already, or not said again. */
    private void smtp(Peer peer, String verdict) throws IOException, InterruptedException {
        peer.read();
        peer.send("250-hello\r\n250 AUTH PLAIN LOGIN\r\n").read();
        waitForTheOther();
        peer.line(verdict);
        smtpTrips.complete(1 + peer.answers());
        peer.drain();
    }

    private void waitForTheOther() throws InterruptedException {
        if (together) {
            try {
                bothLogIn.await();
            } catch (BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ID"})
    void openingTheInboxTakesOneMoreAndTheNameOfTheClientAnother(String id) {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.tls(TLS).read();
            peer.send("* OK ready\r\n* " + CAPABILITIES + id + "\r\nA1 OK done\r\n")
                    .read();
            peer.line("A2 OK welcome");
            while (!peer.read().contains("EXAMINE")) {
                peer.line("A3 OK done");
            }
            peer.line("A" + (id.isEmpty() ? 3 : 4) + " OK done");
            imapTrips.complete(1 + peer.answers());
            peer.drain();
        })) {
            assertThat(use(MailProtocol.IMAP, server)).isEqualTo(Outcome.OK);

            assertThat(imapTrips).succeedsWithin(TestProbe.AMPLE).isEqualTo(id.isEmpty() ? 5 : 6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE", "PIPELINING"})
    void announcingTheSenderTakesOneMoreWithPipeliningAndOtherwiseTwo(String capability) {
        boolean pipelining = capability.equals("PIPELINING");
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.tls(TLS).line("220 ready").read();
            peer.send("250-hello\r\n250-AUTH PLAIN\r\n250 " + capability + "\r\n")
                    .read();
            peer.line("235 welcome").read();
            if (pipelining) {
                peer.read();
                peer.read();
                peer.send("250 ok\r\n250 ok\r\n");
            } else {
                peer.line("250 ok").read();
                peer.line("250 ok");
            }
            smtpTrips.complete(1 + peer.answers());
            peer.drain();
        })) {
            assertThat(use(MailProtocol.SMTP, server)).isEqualTo(Outcome.OK);

            assertThat(smtpTrips).succeedsWithin(TestProbe.AMPLE).isEqualTo(pipelining ? 6 : 7);
        }
    }

    private static Outcome use(MailProtocol protocol, ScriptedServer server) {
        return TestProbe.probe(protocol, server.port(), ConnectionSecurity.TLS).outcome();
    }

    private static Outcome imapProbe(ScriptedServer server, ConnectionSecurity security) {
        return probe(TestProbe.settings(MailProtocol.IMAP, server.port(), security))
                .imap()
                .outcome();
    }

    private static Outcome smtpProbe(ScriptedServer server, ConnectionSecurity security) {
        return probe(TestProbe.settings(MailProtocol.SMTP, server.port(), security))
                .smtp()
                .outcome();
    }

    private static ProbeReport probe(ServerSettings settings) {
        try (Secret secret = Secret.of(TestProbe.PASSWORD);
                Credentials credentials = Credentials.password(TestProbe.LOGIN, secret)) {
            return SocketProbe.builder()
                    .settings(TestProbe.HERE)
                    .loginOnly()
                    .build()
                    .probe(new ProbeRequest(
                            settings,
                            Optional.of(credentials),
                            Origin.ADMINISTRATOR,
                            NetworkGuard.recommended(),
                            Optional.of(TestProbe.AUTHORITY.anchors()),
                            TestProbe.AMPLE));
        }
    }
}
