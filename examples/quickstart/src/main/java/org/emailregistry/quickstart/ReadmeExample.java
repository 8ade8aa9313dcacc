package org.emailregistry.quickstart;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.inmemory.InMemoryRegistryStore;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.standard.StandardServices;

/** The example that stands in the README. */
final class ReadmeExample {
    private ReadmeExample() {}

    /** Runs the example against a server and gives back the subjects of the mail in the inbox. */
    static List<String> run(MailServer server, String authority) throws MessagingException {
        server.welcome("anna");
        ConnectionSettings here = ConnectionSettings.recommended()
                .withResolver(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})));
        try (var registry = EmailServiceRegistry.builder(new InMemoryRegistryStore())
                        .standardServices(StandardServices.common())
                        .policy(ConnectionPolicy.builder()
                                .addSmtpPort(server.smtpPort())
                                .build())
                        .probe(SocketProbe.builder().settings(here).build())
                        .build();
                var connector = MailConnector.builder(registry).settings(here).build()) {
            return story(registry, connector, server.smtp(), server.imap(), authority);
        }
    }

    private static List<String> story(
            EmailServiceRegistry registry, MailConnector connector, String smtp, String imap, String authority)
            throws MessagingException {
        var subjects = new ArrayList<String>();
        var anna = new UserId("anna");
        var password = Secret.of(MailServer.password("anna"));

        // The administrator adds the organisation's own server: "smtp.acme.example:465", "imap.acme.example:993".
        EmailService acme = registry.administration("mary")
                .add(ServiceDraft.named("Acme Mail")
                        .withSmtp(smtp, ConnectionSecurity.TLS)
                        .withImap(imap, ConnectionSecurity.TLS)
                        .withTrustedCertificates(authority));

        // A user picks it from the list, tests the connection, and connects a mailbox.
        try (var request = ConnectRequest.toService(acme.id(), Credentials.password("anna@acme.example", password))) {
            ProbeReport report = registry.accounts().test(anna, request);
            if (report.successful()) {
                MailAccount account = registry.accounts().connect(anna, request);

                // The application opens the mailbox, always with the settings of the moment.
                try (Store store = connector.openImap(account.id());
                        Folder inbox = store.getFolder("INBOX")) {
                    inbox.open(Folder.READ_ONLY);
                    for (Message message : inbox.getMessages()) {
                        subjects.add(message.getSubject());
                    }
                }
            }
        }
        return subjects;
    }
}
