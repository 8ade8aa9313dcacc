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
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.account.UserId;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.connection.ScriptedServer.Script;
import org.emailregistry.connection.TestAuthority;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.connection.Timeouts;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What servers may do to Jakarta Mail before and after the login, and what becomes of it. */
@Execution(ExecutionMode.CONCURRENT)
class HostileMailboxIT {
    private static final String HOST = "mail.acme.example";
    private static final String LOGIN = "erika@acme.example";
    private static final String PASSWORD = "Zebra-quilt-77-harbour";
    private static final String TOKEN = "Ya29-marked-token";
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final SSLContext TLS = AUTHORITY.issue(HOST).serverContext();
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(60);

    private Runnable beforeToken = () -> {};
    private final EmailServiceRegistry registry = EmailServiceRegistry.builder(new ShelfStore())
            .guard(NetworkGuard.builder().allow("127.0.0.1/32").build())
            .tokens(request -> {
                beforeToken.run();
                return TokenAnswer.token(Secret.of(TOKEN));
            })
            .build();

    private MailConnector connector = connector(LONG, LONG);

    private MailConnector connector(Duration exchange, Duration command) {
        return MailConnector.builder(registry)
                .settings(TestProbe.HERE.withTimeouts(new Timeouts(LONG, LONG, exchange, LONG)))
                .commandTimeout(command)
                .replyBudget(1024 * 1024)
                .build();
    }

    @AfterEach
    void close() {
        connector.close();
        registry.close();
    }

    private AccountId account(int smtpPort, int imapPort, ConnectionSecurity security) {
        return account(smtpPort, imapPort, security, Credentials.password(LOGIN, Secret.of(PASSWORD)));
    }

    private AccountId account(int smtpPort, int imapPort, ConnectionSecurity security, Credentials given) {
        EmailService service = registry.administration("admin")
                .add(ServiceDraft.named("Acme")
                        .withSmtp(HOST + ":" + smtpPort, security)
                        .withImap(HOST + ":" + imapPort, security)
                        .withAuthenticationMethods(Set.of(AuthenticationMethod.PASSWORD, AuthenticationMethod.OAUTH2))
                        .withTrustedCertificates(AUTHORITY.pem()));
        try (Credentials credentials = given;
                ConnectRequest request = ConnectRequest.toService(service.id(), credentials)) {
            return registry.accounts().connect(new UserId("erika"), request).id();
        }
    }

    private AccountId externalAccount(ScriptedServer server) {
        return account(1, server.port(), ConnectionSecurity.TLS, Credentials.external(LOGIN));
    }

    private AccountId imapAccount(ScriptedServer server) {
        return account(1, server.port(), ConnectionSecurity.TLS);
    }

    private AccountId smtpAccount(ScriptedServer server) {
        return account(server.port(), 1, ConnectionSecurity.TLS);
    }

    /** Lets anybody in, and runs the script when the mailbox is opened. */
    private static ScriptedServer imap(Script atSelect) {
        return ScriptedServer.start(peer -> {
            peer.tls(TLS).line("* OK ready").read();
            peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR IDLE")
                    .line("A1 OK done")
                    .read();
            peer.line("A2 OK [CAPABILITY IMAP4rev1 IDLE] welcome");
            while (true) {
                String[] words = peer.read().split(" ", -1);
                if (words[1].equals("LIST")) {
                    peer.line("* LIST () \"/\" INBOX");
                } else if (words[1].equals("EXAMINE")) {
                    atSelect.run(peer);
                }
                peer.line(words[0] + " OK done");
            }
        });
    }

    private void openInbox(AccountId account) throws MessagingException {
        try (Store store = connector.openImap(account)) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
        }
    }

    private void assertThatOpeningFails(Script atSelect) {
        try (ScriptedServer server = imap(atSelect)) {
            AccountId account = imapAccount(server);
            assertThatThrownBy(() -> openInbox(account)).isInstanceOf(MessagingException.class);
        }
    }

    @Test
    void wellBehavedServerIsWorkedWith() throws Exception {
        try (ScriptedServer server = imap(peer -> peer.line("* 0 EXISTS").line("* OK [UIDVALIDITY 1] valid"))) {
            openInbox(imapAccount(server));

            assertThat(server.received()).anyMatch(line -> line.contains("LOGOUT"));
        }
    }

    @Test
    void literalBombAfterTheLogin() {
        assertThatOpeningFails(peer -> peer.line("* OK {1900000000}"));
    }

    @Test
    void endlessLineAfterTheLogin() {
        assertThatOpeningFails(peer -> flood(peer, "x".repeat(1000)));
    }

    @Test
    void endlessRepliesAfterTheLogin() {
        assertThatOpeningFails(peer -> flood(peer, "* 1 EXPUNGE\r\n"));
    }

    @Test
    void moreMessagesThanThereCanBe() {
        assertThatOpeningFails(peer -> peer.line("* 2000000000 EXISTS"));
    }

    @Test
    void dripAfterTheLogin() {
        connector.close();
        connector = connector(LONG, SHORT);
        assertThatOpeningFails(peer -> {
            var never = new CountDownLatch(1);
            while (!never.await(50, TimeUnit.MILLISECONDS)) {
                peer.send("x");
            }
        });
    }

    @Test
    void silenceAfterTheLogin() {
        connector.close();
        connector = connector(SHORT, LONG);
        assertThatOpeningFails(Peer::drain);
    }

    @Test
    void preauthIsNoLogin() {
        try (ScriptedServer server = ScriptedServer.start(peer ->
                peer.tls(TLS).line("* PREAUTH [CAPABILITY IMAP4rev1] welcome").drain())) {
            assertThatOutcomeOfImap(imapAccount(server), Outcome.SERVER_MISBEHAVED);
        }
    }

    @Test
    void strippedStartTlsGetsNoPassword() {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.line("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready");
            while (true) {
                peer.line(peer.read().split(" ", -1)[0] + " BAD what?");
            }
        })) {
            assertThatOutcomeOfImap(
                    account(1, server.port(), ConnectionSecurity.STARTTLS), Outcome.STARTTLS_NOT_OFFERED);
            assertThat(server.received()).noneMatch(line -> line.contains("LOGIN") || line.contains("AUTHENTICATE"));
        }
    }

    @Test
    void serverWithoutLoginIsNotSentThrough() {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.tls(TLS).line("220 ready").read();
            peer.line("250 hello").drain();
        })) {
            AccountId account = smtpAccount(server);
            assertThatExceptionOfType(MailboxConnectException.class)
                    .isThrownBy(() -> connector.openSmtp(account))
                    .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.AUTH_NOT_OFFERED));
        }
    }

    @Test
    void echoOfTheCommandIsInNoException() {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.tls(TLS).line("* OK ready").read();
            peer.line("* CAPABILITY IMAP4rev1").line("A1 OK done");
            peer.line("A2 NO you said " + peer.read()).drain();
        })) {
            AccountId account = imapAccount(server);
            assertThatExceptionOfType(MailboxConnectException.class)
                    .isThrownBy(() -> connector.openImap(account))
                    .satisfies(e -> {
                        assertThat(e.outcome()).isEqualTo(Outcome.REFUSED);
                        for (Throwable t = e; t != null; t = t.getCause()) {
                            assertThat(t.toString()).doesNotContain(PASSWORD);
                        }
                    });
        }
    }

    @Test
    void ehloRefusedAfterTheLogin() {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.tls(TLS).line("220 ready").read();
            peer.line("250-hello").line("250 AUTH PLAIN").read();
            peer.line("235 welcome").read();
            peer.line("502 no more").drain();
        })) {
            AccountId account = smtpAccount(server);
            assertThatThrownBy(() -> connector.openSmtp(account)).isInstanceOf(MessagingException.class);
            assertThat(server.received()).noneMatch(line -> line.startsWith("HELO"));
        }
    }

    @Test
    void serverThatTakesNothingMoreIsGivenUp() throws Exception {
        connector.close();
        connector = connector(SHORT, LONG);
        var never = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.tls(TLS).line("220 ready").read();
            peer.line("250-hello").line("250 AUTH PLAIN").read();
            peer.line("235 welcome").read();
            peer.line("250 hello").read();
            peer.line("250 sender").read();
            peer.line("250 recipient").read();
            peer.line("354 go on");
            never.await();
        })) {
            AccountId account = smtpAccount(server);
            try (Transport transport = connector.openSmtp(account)) {
                MimeMessage message = connector.compose(account);
                message.setText("x".repeat(64 * 1024 * 1024));
                message.saveChanges();

                assertThatThrownBy(() -> transport.sendMessage(
                                message, new InternetAddress[] {new InternetAddress("max@acme.example")}))
                        .isInstanceOf(MessagingException.class);
            }
        }
    }

    @Test
    void connectorThatIsClosedWhileItLogsInCutsTheConnection() {
        try (ScriptedServer server = imap(peer -> {})) {
            AccountId account = externalAccount(server);
            beforeToken = connector::close;

            assertThatThrownBy(() -> connector.openImap(account)).isInstanceOf(MailboxCutException.class);
            assertThat(server.received()).noneMatch(line -> line.contains("AUTHENTICATE"));
        }
    }

    private void assertThatOutcomeOfImap(AccountId account, Outcome outcome) {
        assertThatExceptionOfType(MailboxConnectException.class)
                .isThrownBy(() -> connector.openImap(account))
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(outcome));
    }

    private static void flood(Peer peer, String text) throws IOException {
        while (true) {
            peer.send(text);
        }
    }
}
