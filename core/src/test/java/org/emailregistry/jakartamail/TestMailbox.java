package org.emailregistry.jakartamail;

import jakarta.mail.MessagingException;
import java.util.Set;
import org.emailregistry.Administration;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenSource;
import org.emailregistry.account.UserId;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.store.RegistryStore;

/** One account, of a service whose servers are on this machine. */
final class TestMailbox implements AutoCloseable {
    /** At which nobody listens. */
    static final int NOBODY = 1;

    final EmailServiceRegistry registry;
    final Administration admin;
    final EmailService service;
    final AccountId account;

    private TestMailbox(EmailServiceRegistry registry, int smtpPort, int imapPort, ConnectionSecurity security) {
        this.registry = registry;
        admin = registry.administration("admin");
        service = admin.add(ServiceDraft.named("Acme")
                .withSmtp(TestProbe.HOST + ":" + smtpPort, security)
                .withImap(TestProbe.HOST + ":" + imapPort, security)
                .withAuthenticationMethods(Set.of(AuthenticationMethod.PASSWORD, AuthenticationMethod.OAUTH2))
                .withTrustedCertificates(TestProbe.AUTHORITY.pem()));
        try (ConnectRequest request = request()) {
            account = registry.accounts().connect(new UserId("erika"), request).id();
        }
    }

    static TestMailbox at(RegistryStore store, int smtpPort, int imapPort, ConnectionSecurity security) {
        return new TestMailbox(EmailServiceRegistry.builder(store).build(), smtpPort, imapPort, security);
    }

    /** With one server, and addresses that may not be connected to. */
    static TestMailbox guardedBy(NetworkGuard guard, MailProtocol protocol, int port) {
        return at(
                EmailServiceRegistry.builder(new ShelfStore()).guard(guard).build(),
                protocol,
                port,
                ConnectionSecurity.TLS);
    }

    /** With one server for both protocols, and no patience. */
    static TestMailbox suspendedAfterOneFailure(int port) {
        return new TestMailbox(
                EmailServiceRegistry.builder(new ShelfStore()).suspendAfter(1).build(),
                port,
                port,
                ConnectionSecurity.TLS);
    }

    /** With one server. */
    static TestMailbox at(MailProtocol protocol, int port, ConnectionSecurity security) {
        return at(EmailServiceRegistry.builder(new ShelfStore()).build(), protocol, port, security);
    }

    private static TestMailbox at(
            EmailServiceRegistry registry, MailProtocol protocol, int port, ConnectionSecurity security) {
        return protocol == MailProtocol.SMTP
                ? new TestMailbox(registry, port, NOBODY, security)
                : new TestMailbox(registry, NOBODY, port, security);
    }

    /** With one server, and tokens instead of a password. */
    static TestMailbox withTokens(MailProtocol protocol, int port, TokenSource tokens) {
        TestMailbox mailbox = at(
                EmailServiceRegistry.builder(new ShelfStore()).tokens(tokens).build(),
                protocol,
                port,
                ConnectionSecurity.TLS);
        try (Credentials credentials = Credentials.external(TestProbe.LOGIN)) {
            mailbox.registry.accounts().changeCredentials(mailbox.account, credentials);
        }
        return mailbox;
    }

    private static Credentials password() {
        try (Secret secret = Secret.of(TestProbe.PASSWORD)) {
            return Credentials.password(TestProbe.LOGIN, secret.copy());
        }
    }

    ConnectRequest request() {
        return ConnectRequest.toService(service.id(), password());
    }

    void changeCredentials() {
        try (Credentials credentials = password()) {
            registry.accounts().changeCredentials(account, credentials);
        }
    }

    MailConnector.Builder connector() {
        return MailConnector.builder(registry).settings(TestProbe.HERE);
    }

    AutoCloseable open(MailConnector connector, MailProtocol protocol) throws MessagingException {
        return protocol == MailProtocol.IMAP ? connector.openImap(account) : connector.openSmtp(account);
    }

    @Override
    public void close() {
        registry.close();
    }
}
