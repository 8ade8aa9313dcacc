package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.connection.ScriptedServer.Script;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.connection.Timeouts;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that last, and sides that fall silent. */
@Execution(ExecutionMode.CONCURRENT)
class SessionIT {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** An IMAP server that lets anybody in, and runs the script when the client idles. */
    private static Script imap(ConnectionSecurity security, Script atIdle) {
        return peer -> {
            if (security == ConnectionSecurity.TLS) {
                peer.tls(TestProbe.TLS);
            }
            peer.line("* OK ready").read();
            peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR IDLE")
                    .line("A1 OK done")
                    .read();
            peer.line("A2 OK [CAPABILITY IMAP4rev1 IDLE] welcome");
            while (true) {
                String[] words = peer.read().split(" ", -1);
                if (words[1].equals("LIST")) {
                    peer.line("* LIST () \"/\" INBOX");
                } else if (words[1].equals("EXAMINE")) {
                    peer.line("* 0 EXISTS");
                } else if (words[1].equals("IDLE")) {
                    peer.line("+ idling");
                    atIdle.run(peer);
                }
                peer.line(words[0] + " OK done");
            }
        };
    }

    /** The time for opening, for a read and for a command is over long before there is news. */
    @Test
    void idleOutlivesTheOtherLimits() throws MessagingException {
        var never = new CountDownLatch(1);
        Script news = peer -> {
            if (never.await(LIMIT.plusMillis(500).toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            peer.line("* 1 EXISTS").read();
        };
        try (ScriptedServer server = ScriptedServer.start(imap(ConnectionSecurity.TLS, news));
                TestMailbox mailbox = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS);
                MailConnector connector = mailbox.connector()
                        .settings(TestProbe.HERE.withTimeouts(new Timeouts(LIMIT, LIMIT, LIMIT, LIMIT)))
                        .commandTimeout(LIMIT)
                        .build();
                Store store = connector.openImap(mailbox.account)) {
            var inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);

            inbox.idle(true);

            assertThat(inbox.getMessageCount()).isEqualTo(1);
            inbox.close();
        }
    }

    @Test
    void idleWithoutNewsEndsWithItsOwnLimit() throws MessagingException {
        try (ScriptedServer server = ScriptedServer.start(imap(ConnectionSecurity.TLS, Peer::drain));
                TestMailbox mailbox = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS);
                MailConnector connector =
                        mailbox.connector().idleTimeout(Duration.ofMillis(100)).build();
                Store store = connector.openImap(mailbox.account)) {
            var inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);

            assertThatThrownBy(inbox::idle).isInstanceOf(MessagingException.class);
        }
    }

    /** A budget is for each command, not for the session. */
    @Test
    void manyCommandsTakeMoreThanTheBudgetOfOne() throws MessagingException {
        try (ScriptedServer server = ScriptedServer.start(imap(ConnectionSecurity.TLS, Peer::drain));
                TestMailbox mailbox = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS);
                MailConnector connector =
                        mailbox.connector().replyBudget(64 * 1024).build();
                Store store = connector.openImap(mailbox.account)) {
            for (int i = 0; i < 200; i++) {
                assertThat(store.getFolder("INBOX").exists()).isTrue();
            }
        }
    }

    /** A server that says it will send no more, and goes on listening, has ended the session. */
    @ParameterizedTest
    @EnumSource(
            value = ConnectionSecurity.class,
            names = {"NONE", "TLS"})
    void halfClosedByTheServer(ConnectionSecurity security) throws MessagingException {
        Script halfClose = peer -> {
            peer.halfClose();
            peer.drain();
        };
        try (ScriptedServer server = ScriptedServer.start(imap(security, halfClose));
                TestMailbox mailbox = TestMailbox.at(MailProtocol.IMAP, server.port(), security);
                MailConnector connector = mailbox.connector().build();
                Store store = connector.openImap(mailbox.account)) {
            var inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);

            assertThatThrownBy(inbox::idle).isInstanceOf(MessagingException.class);
            assertThat(inbox.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ConnectionSecurity.class,
            names = {"NONE", "TLS"})
    void halfClosedBySmtp(ConnectionSecurity security) throws MessagingException {
        Script script = peer -> {
            if (security == ConnectionSecurity.TLS) {
                peer.tls(TestProbe.TLS);
            }
            peer.line("220 ready").read();
            peer.line("250-hello").line("250 AUTH PLAIN").read();
            peer.line("235 welcome").read();
            peer.line("250 hello").read();
            peer.halfClose();
            peer.drain();
        };
        try (ScriptedServer server = ScriptedServer.start(script);
                TestMailbox mailbox = TestMailbox.at(MailProtocol.SMTP, server.port(), security);
                MailConnector connector = mailbox.connector().build();
                Transport transport = connector.openSmtp(mailbox.account)) {
            MimeMessage message = connector.compose(mailbox.account);
            message.setText("Hello");
            message.saveChanges();
            InternetAddress[] recipients = {new InternetAddress("max@acme.example")};

            assertThatThrownBy(() -> transport.sendMessage(message, recipients)).isInstanceOf(MessagingException.class);
            assertThat(transport.isConnected()).isFalse();
        }
    }

    /** Each connection is resolved once, and vetted anew. */
    @Test
    void resolverThatChangesItsAnswer() throws MessagingException {
        var asked = new AtomicInteger();
        NetworkGuard guard = NetworkGuard.builder().deny("10.0.0.0/8").build();
        try (ScriptedServer server = ScriptedServer.start(imap(ConnectionSecurity.TLS, Peer::drain));
                TestMailbox mailbox = TestMailbox.guardedBy(guard, MailProtocol.IMAP, server.port());
                MailConnector connector = mailbox.connector()
                        .settings(ConnectionSettings.recommended()
                                .withResolver(host -> asked.incrementAndGet() == 1
                                        ? TestProbe.thisMachine(host)
                                        : List.of(TestProbe.address(127, 0, 0, 1), TestProbe.address(10, 0, 0, 1))))
                        .build();
                Store store = connector.openImap(mailbox.account)) {
            assertThat(store.getFolder("INBOX").exists()).isTrue();
            assertThat(asked).hasValue(1);

            assertThatExceptionOfType(MailboxConnectException.class)
                    .isThrownBy(() -> connector.openImap(mailbox.account))
                    .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.ADDRESS_FORBIDDEN));
            assertThat(asked).hasValue(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
