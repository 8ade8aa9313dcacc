package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
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
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.connection.TestAuthority;
import org.emailregistry.connection.TestProbe;
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

    private final Capture old = capture("old.acme.example");
    private final Capture other = capture("new.acme.example");
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

    private static Capture capture(String host) {
        return new Capture(host, AUTHORITY.issue(host), AUTHORITY.pem());
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
        assertThat(change.before()).containsEntry("IMAP_SERVER", "old.acme.example:" + old.imapPort());
        assertThat(change.after()).containsEntry("IMAP_SERVER", "new.acme.example:" + other.imapPort());
    }
}
