package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.emailregistry.Administration;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RemovalPlan;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.connection.MailServers;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailConnectorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MailServers servers = MailServers.start();
    private final EmailServiceRegistry registry =
            EmailServiceRegistry.builder(new ShelfStore()).build();
    private final Administration admin = registry.administration("admin");
    private final MailConnector connector = MailConnector.builder(registry)
            .settings(TestProbe.HERE.withEhloName("workspace.example"))
            .build();
    private final EmailService service = admin.add(draft("Acme"));
    private final AccountId account = connect("right");

    @BeforeEach
    void createMailbox() {
        servers.createMailbox("erika@acme.example", "right");
    }

    @AfterEach
    void stop() {
        connector.close();
        registry.close();
        servers.close();
    }

    private ServiceDraft draft(String name) {
        return ServiceDraft.named(name)
                .withSmtp(servers.settings().smtp().address().toString(), ConnectionSecurity.TLS)
                .withImap(servers.settings().imap().address().toString(), ConnectionSecurity.TLS)
                .withTrustedCertificates(MailServers.authority().pem());
    }

    private AccountId connect(String password) {
        try (Secret secret = Secret.of(password);
                Credentials credentials = Credentials.password("erika@acme.example", secret);
                ConnectRequest request = ConnectRequest.toService(service.id(), credentials)) {
            return registry.accounts().connect(new UserId("erika"), request).id();
        }
    }

    private void changePassword(String password) {
        try (Secret secret = Secret.of(password);
                Credentials credentials = Credentials.password("erika@acme.example", secret)) {
            registry.accounts().changeCredentials(account, credentials);
        }
    }

    private void removeService() {
        RemovalPlan plan = admin.planRemoval(service.id());
        admin.remove(plan, plan.token());
    }

    private MimeMessage message(String subject) throws MessagingException {
        MimeMessage message = connector.compose(account);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("erika@acme.example"));
        message.setSubject(subject);
        message.setText("Hello");
        return message;
    }

    @Test
    void whatIsSentCanBeRead() throws Exception {
        connector.send(account, message("Greetings"));

        try (Store store = connector.openImap(account);
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getMessageCount()).isEqualTo(1);
            Message received = inbox.getMessage(1);
            assertThat(received.getSubject()).isEqualTo("Greetings");
            assertThat(received.getFrom()).containsExactly(new InternetAddress("erika@acme.example"));
            assertThat(received.getHeader("Message-ID")[0]).endsWith("@acme.example>");
            assertThat(received.getContent()).asString().startsWith("Hello");
        }
    }

    @Test
    void messagesAreDatedByTheClock() throws Exception {
        Instant now = Instant.parse("2026-11-24T08:00:00Z");
        try (MailConnector clocked =
                MailConnector.builder(registry).clock(() -> now).build()) {
            assertThat(clocked.compose(account).getSentDate().toInstant()).isEqualTo(now);
        }
    }

    @Test
    void oneTransportSendsSeveralMessages() throws Exception {
        try (Transport transport = connector.openSmtp(account)) {
            for (String subject : new String[] {"One", "Two"}) {
                MimeMessage message = message(subject);
                message.saveChanges();
                transport.sendMessage(message, message.getAllRecipients());
            }
        }

        assertThat(servers.received()).isEqualTo(2);
    }

    @Test
    void messageWithoutRecipientsIsRefused() {
        assertThatThrownBy(() -> connector.send(account, connector.compose(account)))
                .isInstanceOf(jakarta.mail.SendFailedException.class);
    }

    @Test
    void wrongPasswordIsItsOwnOutcome() {
        changePassword("wrong");

        for (MailProtocol protocol : MailProtocol.values()) {
            assertThatExceptionOfType(MailboxConnectException.class)
                    .isThrownBy(() -> open(protocol))
                    .satisfies(e -> {
                        assertThat(e.outcome()).isEqualTo(Outcome.CREDENTIALS_REJECTED);
                        assertThat(e.protocol()).isEqualTo(protocol);
                    });
        }
    }

    private AutoCloseable open(MailProtocol protocol) throws MessagingException {
        return protocol == MailProtocol.IMAP ? connector.openImap(account) : connector.openSmtp(account);
    }

    @Test
    void refusedLoginsAreReportedAndAcceptedOnesForgetThem() throws MessagingException {
        changePassword("wrong");
        assertThatThrownBy(() -> connector.openImap(account)).isInstanceOf(MailboxConnectException.class);
        assertThatThrownBy(() -> connector.openSmtp(account)).isInstanceOf(MailboxConnectException.class);

        assertThat(registry.accounts().loginFailures(account))
                .hasValueSatisfying(standing -> assertThat(standing.failures()).isEqualTo(2));

        servers.createMailbox("erika@acme.example", "wrong");
        connector.openImap(account).close();
        assertThat(registry.accounts().loginFailures(account)).isEmpty();
    }

    @Test
    void troubleWithTheNetworkIsReportedAndDoesNotCount() {
        servers.close();
        assertThatThrownBy(() -> connector.openImap(account)).isInstanceOf(MailboxConnectException.class);

        assertThat(registry.accounts().loginFailures(account)).hasValueSatisfying(failures -> {
            assertThat(failures.outcome()).isEqualTo(Outcome.CONNECTION_REFUSED);
            assertThat(failures.failures()).isZero();
        });
    }

    @Test
    void removedServiceIsNamedWithTheInstant() {
        removeService();

        assertThatExceptionOfType(MailboxUnusableException.class)
                .isThrownBy(() -> connector.openImap(account))
                .satisfies(e -> {
                    assertThat(e.resolution().reason()).isEqualTo(Resolution.Reason.SERVICE_REMOVED);
                    assertThat(e).hasMessageContaining("Acme");
                    assertThat(e).hasMessageContaining(e.resolution().since().toString());
                    assertThat(e).hasMessageContaining("removed");
                });
    }

    @Test
    void newsEndIdleWithoutEndingTheConnection() throws Exception {
        try (Store store = connector.openImap(account)) {
            var inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            CompletableFuture<Void> idle = CompletableFuture.runAsync(() -> {
                try {
                    inbox.idle(true);
                } catch (MessagingException e) {
                    throw new IllegalStateException(e);
                }
            });

            await().atMost(PATIENCE).until(() -> {
                connector.send(account, message("News"));
                return idle.isDone();
            });

            assertThat(idle).succeedsWithin(PATIENCE);
            assertThat(inbox.getMessageCount()).isPositive();
            inbox.close();
        }
    }

    @Test
    void otherCredentialsCutWhatIsOpen() throws Exception {
        try (Store store = connector.openImap(account);
                Transport transport = connector.openSmtp(account)) {
            changePassword("right");

            assertThat(store.isConnected()).isFalse();
            assertThat(transport.isConnected()).isFalse();
        }
        try (Store store = connector.openImap(account)) {
            assertThat(store.isConnected()).isTrue();
        }
    }

    @Test
    void hidingCutsNothing() throws Exception {
        try (Store store = connector.openImap(account)) {
            admin.hide(service.id());

            assertThat(store.isConnected()).isTrue();
        }
    }

    @Test
    void eachFolderHasItsOwnGuardedConnection() throws Exception {
        try (Store store = connector.openImap(account)) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            Folder again = store.getFolder("INBOX");
            again.open(Folder.READ_WRITE);

            removeService();

            assertThatThrownBy(inbox::getUnreadMessageCount).isInstanceOf(MessagingException.class);
            assertThatThrownBy(again::getUnreadMessageCount).isInstanceOf(MessagingException.class);
        }
    }

    @Test
    void whatIsOpenIsCounted() throws Exception {
        assertThat(connector.openMailboxes()).isZero();
        try (Store store = connector.openImap(account)) {
            assertThat(store.isConnected()).isTrue();
            assertThat(connector.openMailboxes()).isEqualTo(1);
        }
        assertThat(connector.openMailboxes()).isZero();
    }

    @Test
    void closedConnectorClosesWhatIsOpenAndOpensNothingMore() throws Exception {
        Store store = connector.openImap(account);

        connector.close();

        assertThat(store.isConnected()).isFalse();
        assertThatThrownBy(() -> connector.openImap(account)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> connector.openSmtp(account)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAClosedConnectorHadOpenCanStillBeClosed() throws Exception {
        Store store = connector.openImap(account);
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_WRITE);
        Transport transport = connector.openSmtp(account);

        connector.close();

        assertThatCode(transport::close).doesNotThrowAnyExceptionExcept(MessagingException.class);
        assertThatCode(() -> inbox.close(true)).doesNotThrowAnyExceptionExcept(MessagingException.class);
        assertThatCode(store::close).doesNotThrowAnyExceptionExcept(MessagingException.class);
    }

    @Test
    void closedTransportStaysClosed() throws Exception {
        Transport transport = connector.openSmtp(account);
        transport.close();

        assertThatThrownBy(transport::connect).isInstanceOf(MailboxCutException.class);
        assertThatThrownBy(() -> transport.connect("127.0.0.1", "erika", "right"))
                .isInstanceOf(MailboxCutException.class);
    }

    @Test
    void serverThatGoesAwayIsSurvived() throws Exception {
        try (Store store = connector.openImap(account)) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            servers.close();

            assertThatThrownBy(() -> store.getFolder("INBOX").exists()).isInstanceOf(MessagingException.class);
            assertThatThrownBy(inbox::getUnreadMessageCount).isInstanceOf(MessagingException.class);
            assertThat(store.isConnected()).isFalse();
        }
        assertThatExceptionOfType(MailboxConnectException.class)
                .isThrownBy(() -> connector.openImap(account))
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.CONNECTION_REFUSED));
    }

    @Test
    void namesOfServicesContainNoLogin() throws Exception {
        try (Store store = connector.openImap(account);
                Transport transport = connector.openSmtp(account)) {
            assertThat(store.toString())
                    .isEqualTo("imap://" + servers.settings().imap().address());
            assertThat(transport.toString())
                    .isEqualTo("smtp://" + servers.settings().smtp().address());
        }
    }
}
