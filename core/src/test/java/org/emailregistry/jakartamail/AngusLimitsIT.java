package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.emailregistry.connection.OwnJvm;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.connection.ScriptedServer.Script;
import org.emailregistry.connection.TestCertificate;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.connection.Timeouts;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where Angus Mail, used as is, takes more memory, time or threads than anybody allowed; and that the connector does not.
 *
 * <p>Two facts about servers have no plain counterpart here. Postfix may log a password that is sent together with EHLO,
 * and delays its answer to a wrong one: so the connector takes turns, has more than five seconds, and never tries again.
 */
class AngusLimitsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What makes the library run out of memory before it has sent a password. */
    enum Bomb {
        LITERAL(peer -> peer.line("* OK {1900000000}").drain()),
        LINE(peer -> {
            peer.send("* OK ");
            flood(peer, "x".repeat(1000));
        }),
        BANNERS(peer -> {
            peer.line("* OK ready");
            flood(peer, "* OK still there\r\n");
        });

        @SuppressWarnings("ImmutableEnumChecker") // Scripts have no state.
        private final Script script;

        Bomb(Script script) {
            this.script = script;
        }

        private static void flood(Peer peer, String text) throws IOException {
            while (true) {
                peer.send(text);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void memory(Bomb bomb) throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(bomb.script)) {
            assertThat(OwnJvm.run(Bombed.class, "-Xmx32m", "-Dport=" + server.port()))
                    .contains("plain: OutOfMemoryError", "ours: SERVER_MISBEHAVED");
        }
    }

    /** The program of that JVM. */
    static final class Bombed {
        private Bombed() {}

        public static void main(String[] args) throws MessagingException {
            int port = Integer.getInteger("port");
            try {
                PlainAngus.imap(PlainAngus.properties(), PlainAngus.HERE, port).close();
            } catch (OutOfMemoryError e) {
                System.out.println("plain: " + e.getClass().getSimpleName());
            }
            try (TestMailbox ours = TestMailbox.at(MailProtocol.IMAP, port, ConnectionSecurity.NONE);
                    MailConnector connector = ours.connector().build()) {
                connector.openImap(ours.account).close();
            } catch (MailboxConnectException e) {
                System.out.println("ours: " + e.outcome());
            }
        }
    }

    /** Timeouts are infinite unless they are set, and also if what they are set to cannot be read. */
    @ParameterizedTest
    @ValueSource(strings = {"", "ten seconds"})
    void timeoutsByDefault(String timeout) throws MessagingException, SocketException {
        var socket = new Socket();
        try (ScriptedServer server = ScriptedServer.start(PlainAngus.yes(""))) {
            Properties plain =
                    timeout.isEmpty() ? PlainAngus.properties() : PlainAngus.properties("mail.imap.timeout", timeout);
            plain.put("mail.imap.socketFactory", PlainAngus.factory(() -> socket));
            try (Store store = PlainAngus.imap(plain, PlainAngus.HERE, server.port())) {
                assertThat(store.isConnected()).isTrue();
                assertThat(socket.getSoTimeout()).isZero();
            }
        }
    }

    /** A timeout is for each read, so a server that drips holds on for as long as it likes. */
    @Test
    void timeoutsAgainstADrip() throws MessagingException {
        Duration timeout = Duration.ofSeconds(2);
        Script drip = peer -> {
            var never = new CountDownLatch(1);
            String greeting = "* OK " + "slow".repeat(15);
            for (int i = 0; i < greeting.length(); i++) {
                peer.send(greeting.substring(i, i + 1));
                if (never.await(40, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            peer.line("");
            while (true) {
                String[] words = peer.read().split(" ", -1);
                peer.line("* CAPABILITY IMAP4rev1").line(words[0] + " OK done");
            }
        };
        try (ScriptedServer server = ScriptedServer.start(drip);
                TestMailbox ours = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.NONE);
                MailConnector connector = ours.connector()
                        .settings(TestProbe.HERE.withTimeouts(new Timeouts(timeout, timeout, timeout, timeout)))
                        .build()) {
            long start = System.nanoTime();
            Properties plain = PlainAngus.properties("mail.imap.timeout", Long.toString(timeout.toMillis()));
            PlainAngus.imap(plain, PlainAngus.HERE, server.port()).close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(timeout);

            assertThatExceptionOfType(MailboxConnectException.class)
                    .isThrownBy(() -> connector.openImap(ours.account))
                    .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.TIMEOUT));
        }
    }

    /** A limit for writing costs a thread for each connection, which keeps the JVM from ending. */
    @Test
    void threadsForWriting() throws MessagingException {
        try (ScriptedServer server = ScriptedServer.start(PlainAngus.yes(""));
                TestMailbox ours = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.NONE);
                MailConnector connector = ours.connector().build()) {
            Properties plain = PlainAngus.properties("mail.imap.writetimeout", "10000");
            Set<Thread> before = threads(thread -> !thread.isDaemon());
            try (Store one = PlainAngus.imap(plain, PlainAngus.HERE, server.port());
                    Store two = PlainAngus.imap(plain, PlainAngus.HERE, server.port())) {
                assertThat(List.of(one, two)).allMatch(Store::isConnected);
                Set<Thread> after = threads(thread -> !thread.isDaemon());
                after.removeAll(before);
                assertThat(after).hasSize(2);
            }
            before = threads(thread -> true);
            try (Store one = connector.openImap(ours.account);
                    Store two = connector.openImap(ours.account)) {
                assertThat(List.of(one, two)).allMatch(Store::isConnected);
                Set<Thread> after =
                        threads(thread -> !thread.isDaemon() || thread.getName().startsWith("email-connection-watch"));
                after.removeAll(before);
                assertThat(after).hasSizeLessThanOrEqualTo(1).allMatch(Thread::isDaemon);
            }
        }
    }

    private static Set<Thread> threads(Predicate<Thread> which) {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(which.negate());
        return threads;
    }

    /** Closing TLS 1.3 waits for the other side if there is a limit for reading; so the raw connection is closed, at once. */
    @Test
    void closingTls() throws Exception {
        TestCertificate certificate = TestProbe.AUTHORITY.issue(PlainAngus.HERE, TestProbe.HOST);
        var closed = new Semaphore(0);
        BlockingQueue<Boolean> closedFirst = new LinkedBlockingQueue<>();
        Duration hour = Duration.ofHours(1);
        for (Duration patience : List.of(Duration.ofSeconds(1), PATIENCE)) {
            boolean plainly = !patience.equals(PATIENCE);
            try (ScriptedServer server = ScriptedServer.start(peer -> {
                        saysGoodbyeAndStays(peer.tls(certificate.serverContext()));
                        closedFirst.add(closed.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS));
                    });
                    TestMailbox ours = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS);
                    MailConnector connector = ours.connector()
                            .settings(TestProbe.HERE.withTimeouts(new Timeouts(hour, hour, hour, hour)))
                            .build()) {
                Properties plain = PlainAngus.properties(
                        "mail.imap.ssl.enable", "true", "mail.imap.timeout", "" + hour.toMillis());
                plain.put(
                        "mail.imap.ssl.socketFactory",
                        TestProbe.AUTHORITY.clientContext().getSocketFactory());
                Store store = plainly
                        ? PlainAngus.imap(plain, PlainAngus.HERE, server.port())
                        : connector.openImap(ours.account);
                store.close();
                closed.release();
                assertThat(closedFirst.take()).isEqualTo(!plainly);
                closed.drainPermits();
            }
        }
    }

    private static void saysGoodbyeAndStays(Peer peer) throws IOException {
        peer.line("* OK ready");
        String[] words;
        do {
            words = peer.read().split(" ", -1);
            peer.line("* CAPABILITY IMAP4rev1").line(words[0] + " OK done");
        } while (!words[1].equals("LOGOUT"));
    }

    @Test
    void turns() throws MessagingException {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
                    peer.tls(TestProbe.TLS).line("220 ready").read();
                    // Whatever had come together with EHLO would be there by now.
                    peer.requireNothingMore();
                    peer.line("250-hello").line("250 AUTH PLAIN LOGIN").read();
                    peer.line("535 5.7.8 no").drain();
                });
                TestMailbox ours = TestMailbox.at(MailProtocol.SMTP, server.port(), ConnectionSecurity.TLS);
                MailConnector connector = ours.connector().build()) {
            assertThatExceptionOfType(MailboxConnectException.class)
                    .isThrownBy(() -> connector.openSmtp(ours.account))
                    .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.CREDENTIALS_REJECTED));

            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.received()).filteredOn(TestProbe::leaksPassword).hasSize(1);
            assertThat(Timeouts.recommended().total()).isGreaterThan(Duration.ofSeconds(5));
        }
    }
}
