package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import org.emailregistry.Administration;
import org.emailregistry.Confirmation;
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
import org.emailregistry.connection.TestCertificate;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A password goes only to the server that has the pinned certificate, through the test and the connector alike. */
class PinnedCertificateTest {
    private static final String HOST = "bridge.acme.example";
    private static final TestCertificate PINNED = TestAuthority.selfSigned();
    private static final TestCertificate OTHER = TestAuthority.selfSigned();

    private final Capture bridge = new Capture(HOST, PINNED, "sha-256 " + PINNED.fingerprint());
    private final Capture impostor = new Capture(HOST, OTHER, "sha-256 " + PINNED.fingerprint());
    private final EmailServiceRegistry registry = EmailServiceRegistry.builder(new ShelfStore())
            .cipher(AesGcmCredentialCipher.builder().key("key", new byte[32]).build())
            .suspendAfter(Integer.MAX_VALUE)
            .probe(SocketProbe.builder().settings(TestProbe.HERE).build())
            .build();
    private final MailConnector connector =
            MailConnector.builder(registry).settings(TestProbe.HERE).build();
    private final Administration admin = registry.administration("admin");
    private final EmailService service = admin.add(bridge.draft(ServiceDraft.named("Bridge")));
    private final AccountId account = connect();

    private AccountId connect() {
        try (Secret secret = Secret.of("Zebra-quilt-77-harbour");
                Credentials credentials = Credentials.password("erika@acme.example", secret);
                ConnectRequest request = ConnectRequest.toService(service.id(), credentials)) {
            return registry.accounts().connect(new UserId("erika"), request).id();
        }
    }

    @AfterEach
    void stop() {
        connector.close();
        registry.close();
        bridge.close();
        impostor.close();
    }

    private void useEverything() {
        registry.accounts().test(account);
        assertThatThrownBy(() -> connector.openImap(account)).isInstanceOf(MessagingException.class);
        assertThatThrownBy(() -> connector.openSmtp(account)).isInstanceOf(MessagingException.class);
    }

    @Test
    void thePinnedServerGetsThePasswordAndAnotherOneOnlyAfterTheConfirmation() {
        useEverything();
        assertThat(bridge.logins()).containsExactly(2L, 2L);

        // Another port is no other destination, so nothing but the certificate stops the password here.
        EditPlan moved = admin.planEdit(service.id(), service.revision(), impostor.draft(ServiceDraft.from(service)));
        assertThat(moved.confirmations()).isEmpty();
        EmailService elsewhere = admin.edit(moved);
        useEverything();
        assertThat(impostor.connections()).isEqualTo(4);
        assertThat(impostor.logins()).containsExactly(0L, 0L);
        assertThat(registry.accounts().test(account).imap().outcome()).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);

        EditPlan repinned = admin.planEdit(
                service.id(),
                elsewhere.revision(),
                ServiceDraft.from(elsewhere).withPinnedCertificate(OTHER.fingerprint()));
        assertThat(repinned.confirmations())
                .containsExactly(new Confirmation(
                        Confirmation.Kind.TRUSTED_CERTIFICATES,
                        "sha-256:" + PINNED.fingerprint(),
                        "sha-256:" + OTHER.fingerprint()));
        assertThatThrownBy(() -> admin.edit(repinned)).isInstanceOf(ConfirmationRequiredException.class);
        admin.edit(repinned, repinned.token());
        useEverything();
        assertThat(impostor.logins()).containsExactly(2L, 2L);
        assertThat(bridge.logins()).containsExactly(2L, 2L);
    }
}
