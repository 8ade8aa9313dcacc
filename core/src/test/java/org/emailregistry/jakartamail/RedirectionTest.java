package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import java.util.Arrays;
import java.util.List;
import org.emailregistry.Administration;
import org.emailregistry.ConfirmationRequiredException;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.connection.TestAuthority;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.store.Change;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that captures what it is told learns no password before an administrator has confirmed that it may. */
class RedirectionTest {
    private static final String LOGIN = "erika@acme.example";
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    private final Capture old = new Capture("old.acme.example");
    private final Capture other = new Capture("new.acme.example");
    private final EmailServiceRegistry registry = EmailServiceRegistry.builder(new ShelfStore())
            .cipher(AesGcmCredentialCipher.builder().key("key", new byte[32]).build())
            .suspendAfter(Integer.MAX_VALUE)
            .probe(SocketProbe.builder().settings(TestProbe.HERE).build())
            .build();
    private final MailConnector connector =
            MailConnector.builder(registry).settings(TestProbe.HERE).build();
    private final Administration admin = registry.administration("admin");
    private final EmailService service = admin.add(old.draft(ServiceDraft.named("Acme")));
    private final AccountId account = connect();

    /** Both servers of one host; each takes down what it is told, and refuses every login. */
    private static final class Capture implements AutoCloseable {
        private final String host;
        private final ScriptedServer imap;
        private final ScriptedServer smtp;

        Capture(String host) {
            this.host = host;
            var tls = AUTHORITY.issue(host).serverContext();
            imap = ScriptedServer.start(peer -> {
                peer.tls(tls).line("* OK ready");
                while (true) {
                    String line = peer.read();
                    String tag = line.substring(0, Math.max(0, line.indexOf(' ')));
                    if (line.endsWith(" CAPABILITY")) {
                        peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR").line(tag + " OK done");
                    } else {
                        peer.line(tag + " NO [AUTHENTICATIONFAILED] no");
                    }
                }
            });
            smtp = ScriptedServer.start(peer -> {
                peer.tls(tls).line("220 ready");
                while (true) {
                    peer.line(peer.read().startsWith("EHLO") ? "250-hello\r\n250 AUTH PLAIN" : "535 5.7.8 no");
                }
            });
        }

        ServiceDraft draft(ServiceDraft from) {
            return from.withImap(host + ":" + imap.port(), ConnectionSecurity.TLS)
                    .withSmtp(host + ":" + smtp.port(), ConnectionSecurity.TLS)
                    .withTrustedCertificates(AUTHORITY.pem());
        }

        /** How many attempts to log in were seen by each, IMAP first. */
        List<Long> logins() {
            return Arrays.asList(
                    imap.received().stream()
                            .filter(line -> line.contains("AUTHENTICATE") || line.contains("LOGIN"))
                            .count(),
                    smtp.received().stream()
                            .filter(line -> line.startsWith("AUTH"))
                            .count());
        }

        int connections() {
            return imap.connections() + smtp.connections();
        }

        @Override
        public void close() {
            imap.close();
            smtp.close();
        }
    }

    private AccountId connect() {
        try (Secret secret = Secret.of("Zebra-quilt-77-harbour");
                Credentials credentials = Credentials.password(LOGIN, secret);
                ConnectRequest request = ConnectRequest.toService(service.id(), credentials)) {
            return registry.accounts().connect(new UserId("erika"), request).id();
        }
    }

    @AfterEach
    void stop() {
        connector.close();
        registry.close();
        old.close();
        other.close();
    }

    /** Every way in which a saved password is used. */
    private void useEverything() {
        registry.accounts().test(account);
        assertThatThrownBy(() -> connector.openImap(account)).isInstanceOf(MessagingException.class);
        assertThatThrownBy(() -> connector.openSmtp(account)).isInstanceOf(MessagingException.class);
    }

    @Test
    void noPasswordIsSentElsewhereBeforeTheConfirmationAndEachIsAfterIt() {
        useEverything();
        assertThat(old.logins()).containsExactly(2L, 2L);

        EditPlan plan = admin.planEdit(service.id(), service.revision(), other.draft(ServiceDraft.from(service)));
        assertThat(plan.confirmations()).hasSize(2);
        assertThat(plan.accounts()).isEqualTo(1);
        assertThatThrownBy(() -> admin.edit(plan)).isInstanceOf(ConfirmationRequiredException.class);
        useEverything();
        assertThat(old.logins()).containsExactly(4L, 4L);
        assertThat(other.connections()).isZero();

        admin.test(other.draft(ServiceDraft.from(service)));
        assertThat(other.connections()).as("the draft was tested").isEqualTo(2);
        assertThat(other.logins()).as("with no password at all").containsExactly(0L, 0L);

        admin.withReason("The old machines are switched off").edit(plan, plan.token());
        useEverything();
        assertThat(other.logins()).as("without reconnecting").containsExactly(2L, 2L);
        assertThat(old.logins()).containsExactly(4L, 4L);
        Change change = admin.history(PageRequest.first(1)).changes().get(0);
        assertThat(change.actor()).isEqualTo("admin");
        assertThat(change.reason()).isEqualTo("The old machines are switched off");
        assertThat(change.confirmed()).containsExactlyInAnyOrder("IMAP_HOST", "SMTP_HOST");
        assertThat(change.before()).containsEntry("IMAP_SERVER", "old.acme.example:" + old.imap.port());
        assertThat(change.after()).containsEntry("IMAP_SERVER", "new.acme.example:" + other.imap.port());
    }
}
