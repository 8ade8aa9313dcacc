package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.connection.Hostile;
import org.emailregistry.connection.OwnJvm;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.connection.ScriptedServer.Script;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.connection.Timeouts;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every way in which the connector can fail, in a JVM of its own: with a small heap, everything logged that Jakarta Mail,
 * the library and TLS can log, and a marked password and token, of which nothing may be found in what that JVM printed.
 * After them no thread, no socket, no file and no object of the connection is left.
 */
class ConnectorLeakIT {
    @TempDir
    Path folder;

    @Test
    void nothingLeaksAndNothingIsLeft() throws IOException, InterruptedException {
        String output = OwnJvm.run(
                Attacked.class,
                "-Xmx32m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + folder,
                "-Djavax.net.debug=ssl:handshake",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace");

        assertThat(output).contains("ALL ATTACKS DONE");
        // Or else there was nothing to be found in it.
        assertThat(output).contains("PREAUTH", "EHLO", "CREDENTIALS_REJECTED", "MailboxConnectException");
        assertThat(TestProbe.leaksPassword(output)).isFalse();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata")))
                    .isEmpty();
        }
    }

    /** The program of that JVM. */
    static final class Attacked {
        private static final Duration PATIENCE = Duration.ofMinutes(1);

        /** What a connection is made of. */
        private static final Set<String> TEMPORARY = Set.of(
                "org.emailregistry.account.Secret",
                "org.emailregistry.connection.GuardedSocket",
                "org.emailregistry.connection.Opening",
                "org.emailregistry.connection.RawSocket",
                "org.emailregistry.connection.Sockets",
                "org.emailregistry.connection.Wire",
                "org.emailregistry.jakartamail.Link",
                "org.emailregistry.jakartamail.StrictStore",
                "org.emailregistry.jakartamail.StrictTransport",
                "sun.security.ssl.SSLSocketImpl");

        /** Kept here, as the logging system forgets loggers that nobody holds. */
        private static final Logger ROOT = Logger.getLogger("");

        private Attacked() {}

        public static void main(String[] args) throws Exception {
            logEverything();
            // The platform keeps a socket of its own from the first one on.
            attack(Hostile.IMAP_PREAUTH);
            long sockets = OwnJvm.sockets();
            OwnJvm.sideBySide(List.of(Hostile.values()), Attacked::attack);
            assertNothingIsLeft("up to the login", sockets);
            OwnJvm.sideBySide(List.of(AfterLogin.values()), Attacked::attack);
            assertNothingIsLeft("after the login", sockets);
            System.out.println("ALL ATTACKS DONE");
        }

        private static void logEverything() {
            ROOT.setLevel(Level.ALL);
            var console = new ConsoleHandler();
            console.setLevel(Level.ALL);
            ROOT.addHandler(console);
        }

        private static void attack(Hostile hostile) throws Exception {
            try (ScriptedServer server = ScriptedServer.start(hostile.script);
                    TestMailbox mailbox = TestMailbox.at(hostile.protocol, server.port(), hostile.security)) {
                attempt(mailbox, hostile.protocol, hostile.waits() ? TestProbe.SHORT : TestProbe.AMPLE);
            }
            if (hostile.security == ConnectionSecurity.TLS) {
                try (ScriptedServer server = ScriptedServer.start(hostile.script);
                        TestMailbox mailbox = TestMailbox.withTokens(
                                hostile.protocol,
                                server.port(),
                                request -> TokenAnswer.token(Secret.of(TestProbe.PASSWORD)))) {
                    attempt(mailbox, hostile.protocol, hostile.waits() ? TestProbe.SHORT : TestProbe.AMPLE);
                }
            }
        }

        private static void attack(AfterLogin attack) throws Exception {
            try (ScriptedServer server = ScriptedServer.start(attack.script);
                    TestMailbox mailbox = TestMailbox.at(attack.protocol, server.port(), ConnectionSecurity.TLS)) {
                attempt(mailbox, attack.protocol, TestProbe.AMPLE);
            }
        }

        private static void attempt(TestMailbox mailbox, MailProtocol protocol, Duration deadline) throws Exception {
            var timeouts = new Timeouts(TestProbe.AMPLE, TestProbe.AMPLE, TestProbe.AMPLE, deadline);
            ExecutorService executor = Executors.newCachedThreadPool();
            MailConnector connector = mailbox.connector()
                    .settings(TestProbe.HERE.withTimeouts(timeouts).withExecutor(executor))
                    .commandTimeout(TestProbe.SHORT)
                    .replyBudget(256 * 1024)
                    .build();
            try (connector;
                    AutoCloseable opened = mailbox.open(connector, protocol)) {
                print(opened, connector);
                if (opened instanceof Store store) {
                    use(store);
                }
            } catch (MessagingException | RuntimeException e) {
                print(e);
            } finally {
                executor.shutdown();
                assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            }
            print(mailbox.registry, mailbox.account, mailbox.registry.accounts().resolve(mailbox.account));
        }

        private static void use(Store store) throws MessagingException {
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                print(inbox, inbox.getURLName(), inbox.getMessageCount());
            }
        }

        private static void print(Exception e) {
            e.printStackTrace();
            if (e instanceof MailboxConnectException refused) {
                json(List.of(refused.protocol(), refused.outcome()));
            } else if (e instanceof MailboxUnusableException unusable) {
                print(unusable.resolution());
            }
        }

        private static void print(Object... objects) {
            for (Object object : objects) {
                System.out.println(object);
                if (object instanceof Record) {
                    json(object);
                }
            }
        }

        private static void json(Object object) {
            System.out.println(JsonMapper.shared().writeValueAsString(object));
        }

        private static void assertNothingIsLeft(String attacks, long sockets) {
            await(attacks)
                    .atMost(PATIENCE)
                    .until(() -> OwnJvm.threads("email-", "scripted-server", "pool-") == 0
                            && OwnJvm.sockets() <= sockets
                            && OwnJvm.objects(TEMPORARY) == 0);
        }
    }

    /** What a server may do to a client that it has let in. */
    enum AfterLogin {
        IMAP_LITERAL_BOMB(MailProtocol.IMAP, imap(peer -> peer.line("* OK {1900000000}"))),
        IMAP_ENDLESS_LINE(MailProtocol.IMAP, imap(peer -> flood(peer, "x".repeat(1000)))),
        IMAP_ENDLESS_REPLIES(MailProtocol.IMAP, imap(peer -> flood(peer, "* 1 EXPUNGE\r\n"))),
        IMAP_TOO_MANY_MESSAGES(MailProtocol.IMAP, imap(peer -> peer.line("* 2000000000 EXISTS"))),
        IMAP_SILENCE(MailProtocol.IMAP, imap(Peer::drain)),
        IMAP_CLOSES(MailProtocol.IMAP, imap(Peer::close)),
        IMAP_BEHAVES(MailProtocol.IMAP, imap(peer -> peer.line("* 0 EXISTS"))),
        IMAP_ECHO_OF_THE_COMMAND_IN_THE_WELCOME(MailProtocol.IMAP, peer -> {
            peer.tls(TestProbe.TLS).line("* OK ready").read();
            peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR").line("A1 OK done");
            String command = peer.read();
            peer.line("A2 OK [CAPABILITY IMAP4rev1 " + command.replace(' ', '=') + "] welcome")
                    .drain();
        }),
        SMTP_EHLO_REFUSED(
                MailProtocol.SMTP, smtp(peer -> peer.line("502 no more").drain())),
        SMTP_ENDLESS_REPLY(MailProtocol.SMTP, smtp(peer -> flood(peer, "250-more\r\n"))),
        SMTP_SILENCE(MailProtocol.SMTP, smtp(Peer::drain)),
        SMTP_BEHAVES(MailProtocol.SMTP, smtp(peer -> peer.line("250 hello").drain()));

        private final MailProtocol protocol;

        @SuppressWarnings("ImmutableEnumChecker") // Scripts have no state.
        private final Script script;

        AfterLogin(MailProtocol protocol, Script script) {
            this.protocol = protocol;
            this.script = script;
        }

        /** The script is run when the mailbox is opened. */
        private static Script imap(Script atSelect) {
            return peer -> {
                peer.tls(TestProbe.TLS).line("* OK ready").read();
                peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR")
                        .line("A1 OK done")
                        .read();
                peer.line("A2 OK [CAPABILITY IMAP4rev1] welcome");
                while (true) {
                    String[] words = peer.read().split(" ", -1);
                    if (words[1].equals("LIST")) {
                        peer.line("* LIST () \"/\" INBOX");
                    } else if (words[1].equals("EXAMINE")) {
                        atSelect.run(peer);
                    }
                    peer.line(words[0] + " OK done");
                }
            };
        }

        /** The script is run when the client says who it is once more. */
        private static Script smtp(Script atEhlo) {
            return peer -> {
                peer.tls(TestProbe.TLS).line("220 ready").read();
                peer.line("250-hello").line("250 AUTH PLAIN").read();
                peer.line("235 welcome").read();
                atEhlo.run(peer);
            };
        }

        private static void flood(Peer peer, String text) throws IOException {
            while (true) {
                peer.send(text);
            }
        }
    }
}
