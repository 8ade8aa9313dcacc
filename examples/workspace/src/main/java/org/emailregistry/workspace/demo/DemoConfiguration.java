package org.emailregistry.workspace.demo;

import java.net.InetAddress;
import java.util.List;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.StaleCatalogException;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.HostResolver;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.workspace.MailNetwork;
import org.emailregistry.workspace.WorkspaceProperties;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The mail server, services and mailboxes of the demonstration, which needs no other software. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("workspace.demo-mail-server.enabled")
class DemoConfiguration {
    @Bean
    DemoMailServer demoMailServer(WorkspaceProperties properties) throws Exception {
        var authority = DemoAuthority.in(
                properties.folder().toAbsolutePath().normalize().resolve("certificates"), DemoMailServer.HOSTS);
        return new DemoMailServer(
                authority,
                properties.demoMailServer().smtpPort(),
                properties.demoMailServer().imapPort());
    }

    /** Resolves the host names of the demonstration, which DNS does not know, to this machine, and allows its unusual ports. */
    @Bean
    MailNetwork demoNetwork(DemoMailServer server) {
        HostResolver resolver = host -> DemoMailServer.HOSTS.contains(host)
                ? List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}))
                : HostResolver.system().resolve(host);
        ConnectionPolicy policy = ConnectionPolicy.builder()
                .addSmtpPort(server.smtpPort())
                .addImapPort(server.imapPort())
                .build();
        NetworkGuard.Builder guard = NetworkGuard.builder();
        DemoMailServer.HOSTS.forEach(guard::allowHost);
        return new MailNetwork(ConnectionSettings.recommended().withResolver(resolver), policy, guard.build());
    }

    /** At the first start, adds a service and connects two users. If several nodes start at once, one of them does this. */
    @Bean
    ApplicationRunner firstStart(EmailServiceRegistry registry, DemoMailServer server) {
        return arguments -> {
            var administration = registry.administration("demonstration");
            try {
                administration
                        .update(0)
                        .add(ServiceDraft.named("Acme Mail")
                                .withSmtp(server.smtp("acme.example"), true)
                                .withImap(server.imap("acme.example"), ConnectionSecurity.TLS))
                        .apply();
            } catch (StaleCatalogException e) {
                return;
            }
            for (EmailService service : administration.catalog().services()) {
                if (service.kind() == EmailService.Kind.CORPORATE) {
                    connect(registry, service, "ben");
                    connect(registry, service, "chloe");
                }
            }
        };
    }

    private static void connect(EmailServiceRegistry registry, EmailService service, String user) {
        try (Secret password = Secret.of(DemoMailServer.password(user));
                ConnectRequest request = ConnectRequest.toService(
                        service.id(), Credentials.password(user + "@acme.example", password))) {
            registry.accounts().connect(new UserId(user), request);
        }
    }
}
