package org.emailregistry.quickstart;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.util.Base64;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.inmemory.InMemoryRegistryStore;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.standard.StandardServices;

/** Connects a first mailbox. Arguments: SMTP and IMAP server as host:port, email address, password. */
public final class FirstMailbox {
    private FirstMailbox() {}

    public static void main(String[] args) throws MessagingException {
        byte[] key = Base64.getDecoder().decode(System.getenv("MAILBOX_KEY")); // 32 random bytes
        try (var registry = EmailServiceRegistry.builder(new InMemoryRegistryStore())
                        .standardServices(StandardServices.common())
                        .cipher(AesGcmCredentialCipher.builder()
                                .key("2026", key)
                                .build())
                        .probe(SocketProbe.recommended())
                        .build();
                var connector = MailConnector.builder(registry).build()) {
            // true: TLS on port 465, STARTTLS on any other port
            ServiceDraft acme =
                    ServiceDraft.named("Acme Mail").withSmtp(args[0], true).withImap(args[1], ConnectionSecurity.TLS);
            System.out.println(connect(registry, connector, acme, args[2], args[3]));
        }
    }

    static String connect(
            EmailServiceRegistry registry, MailConnector connector, ServiceDraft draft, String login, String password)
            throws MessagingException {
        // The administrator adds the organisation's own service to the list.
        EmailService acme = registry.administration("mary").add(draft);

        // A user chooses it, tests the connection, and connects a mailbox.
        var anna = new UserId("anna");
        try (var request = ConnectRequest.toService(acme.id(), Credentials.password(login, Secret.of(password)))) {
            ProbeReport report = registry.accounts().test(anna, request);
            if (!report.successful()) {
                return report.toString();
            }
            MailAccount account = registry.accounts().connect(anna, request);

            // The application opens the mailbox, now and later, with the settings that are valid then.
            try (Store store = connector.openImap(account.id())) {
                Folder inbox = store.getFolder("INBOX");
                inbox.open(Folder.READ_ONLY);
                int messages = inbox.getMessageCount();
                return messages == 0 ? "no mail" : inbox.getMessage(messages).getSubject();
            }
        }
    }
}
