package org.emailregistry.quickstart;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emailregistry.Administration;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.NotOfferedException;
import org.emailregistry.Offer;
import org.emailregistry.RemovalPlan;
import org.emailregistry.Resolution;
import org.emailregistry.StalePlanException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.inmemory.InMemoryRegistryStore;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.jakartamail.MailboxUnusableException;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.Problem;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.standard.StandardServices;
import org.emailregistry.store.PageRequest;

/** Shows how an administrator and users work with the registry, with real mail servers in this program. */
public final class QuickStart {
    private static final UserId ANNA = new UserId("anna");
    private static final UserId BEN = new UserId("ben");
    private static final UserId CHLOE = new UserId("chloe");

    private final PrivateAuthority authority;
    private final EmailServiceRegistry registry;
    private final Administration admin;
    private final MailConnector connector;
    private final Transcript transcript;

    /** The subjects of the mail that the application has read. They stay when a service is removed. */
    private final Map<AccountId, List<String>> keptMail = new HashMap<>();

    private QuickStart(
            PrivateAuthority authority, EmailServiceRegistry registry, MailConnector connector, Transcript transcript) {
        this.authority = authority;
        this.registry = registry;
        this.admin = registry.administration("mary");
        this.connector = connector;
        this.transcript = transcript;
    }

    /** Runs the story and prints it. */
    public static void main(String[] arguments) throws Exception {
        try (PrivateAuthority authority = PrivateAuthority.ofDemonstration()) {
            authority.useInGreenMail();
            run(authority, System.out, Clock.systemUTC());
        }
    }

    static void run(PrivateAuthority authority, PrintStream out, InstantSource clock) throws Exception {
        try (MailServer acme = MailServer.start("acme.example");
                MailServer cloud = MailServer.start("cloud.example")) {
            run(authority, acme, cloud, clock, new Transcript(out));
        }
    }

    private static void run(
            PrivateAuthority authority, MailServer acme, MailServer cloud, InstantSource clock, Transcript transcript)
            throws Exception {
        // DNS does not know the names of the demonstration, and its servers have unusual ports.
        ConnectionSettings here = ConnectionSettings.recommended()
                .withResolver(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})));
        ConnectionPolicy policy = ConnectionPolicy.builder()
                .addSmtpPort(acme.smtpPort())
                .addSmtpPort(cloud.smtpPort())
                .addImapPort(acme.imapPort())
                .addImapPort(cloud.imapPort())
                .build();
        try (var registry = EmailServiceRegistry.builder(new InMemoryRegistryStore())
                        .standardServices(StandardServices.common())
                        .policy(policy)
                        .probe(SocketProbe.builder().settings(here).build())
                        .clock(clock)
                        .build();
                var connector = MailConnector.builder(registry).settings(here).build()) {
            new QuickStart(authority, registry, connector, transcript).tell(acme, cloud);
        }
    }

    private void tell(MailServer server, MailServer cloud) throws Exception {
        seeTheStandardList();
        EmailService acme = addAService(server);
        testAsAUser(acme.id());
        MailAccount anna = connectAndExchangeMail(acme.id());
        hideTheService(acme.id(), anna);
        forbidManualEntry(server, anna);
        MailServer moved = server.move();
        try (moved) {
            moveTheServer(acme.id(), moved, anna);
            removeTheService(acme.id());
            seeWhatAnnaSees(anna);
        }
        reconnectElsewhere(cloud, anna);
    }

    private void seeTheStandardList() {
        transcript.chapter("The list that comes with the library");
        for (EmailService service : admin.catalog().services()) {
            transcript.line(
                    "%-12s reads from %-30s %s",
                    service.name(), service.servers().imap().address(), service.authenticationMethods());
        }
        Offer offer = registry.offer();
        transcript.line(
                "Users are offered the %d that accept passwords, and \"Other\": %s",
                offer.services().size(), offer.manualEntryAllowed());
    }

    private EmailService addAService(MailServer server) {
        transcript.chapter("The administrator adds the organisation's own server");
        ServiceDraft wrong = ServiceDraft.named("Acme Mail")
                .withSmtp(server.smtp(), ConnectionSecurity.TLS)
                .withImap("imaps://imap.acme.example", ConnectionSecurity.TLS);
        try {
            admin.add(wrong);
            throw new IllegalStateException("A wrong draft was accepted");
        } catch (InvalidServiceException e) {
            for (Problem problem : e.problems()) {
                transcript.line("%s %s: %s", problem.severity(), problem.field(), problem.message());
            }
        }
        ServiceDraft right =
                wrong.withImap(server.imap(), ConnectionSecurity.TLS).withTrustedCertificates(authority.pem());
        EmailService acme = admin.add(right);
        transcript.line("Added: %s, in the list of users: %s", acme.name(), isOffered(acme.id()));
        return acme;
    }

    private boolean isOffered(ServiceId id) {
        return registry.offer().services().stream()
                .anyMatch(service -> service.id().equals(id));
    }

    private void testAsAUser(ServiceId acme) {
        transcript.chapter("Anna tests the connection, first with a wrong password");
        for (String password : List.of("guess", MailServer.password("anna"))) {
            try (ConnectRequest request = request(acme, "anna@acme.example", password)) {
                ProbeReport report = registry.accounts().test(ANNA, request);
                transcript.line("SMTP: %s", report.smtp());
                transcript.line("IMAP: %s", report.imap());
            }
        }
    }

    private static ConnectRequest request(ServiceId service, String login, String password) {
        return ConnectRequest.toService(service, Credentials.password(login, Secret.of(password)));
    }

    private MailAccount connectAndExchangeMail(ServiceId acme) throws MessagingException {
        transcript.chapter("Anna connects, sends a message, and reads it back");
        MailAccount anna = connect(ANNA, acme);
        MimeMessage message = connector.compose(anna.id());
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("anna@acme.example"));
        message.setSubject("Note to myself");
        message.setText("It works.");
        connector.send(anna.id(), message);
        transcript.line("Sent: %s", message.getSubject());
        read(anna);
        return anna;
    }

    private MailAccount connect(UserId user, ServiceId service) {
        try (ConnectRequest request = request(service, user + "@acme.example", MailServer.password(user.value()))) {
            MailAccount account = registry.accounts().connect(user, request);
            transcript.line("Connected: %s", account.address());
            return account;
        }
    }

    /** Reads the inbox as a mail page does, and stores the subjects. */
    private void read(MailAccount account) throws MessagingException {
        List<String> subjects = new ArrayList<>();
        try (Store store = connector.openImap(account.id());
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            for (Message message : inbox.getMessages()) {
                subjects.add(message.getSubject());
            }
        }
        keptMail.put(account.id(), subjects);
        transcript.line("Inbox of %s: %s", account.owner(), subjects);
    }

    private void hideTheService(ServiceId acme, MailAccount anna) throws MessagingException {
        transcript.chapter("The administrator hides the service: it accepts no new mailboxes, Anna's keeps working");
        admin.hide(acme);
        transcript.line("In the list of users: %s", isOffered(acme));
        refused(() -> connect(BEN, acme));
        read(anna);
    }

    private void refused(Runnable attempt) {
        try {
            attempt.run();
            throw new IllegalStateException("What is not on offer was connected to");
        } catch (NotOfferedException e) {
            transcript.line("Ben is refused: %s", e.refusal());
        }
    }

    private void forbidManualEntry(MailServer server, MailAccount anna) throws MessagingException {
        transcript.chapter(
                "Ben types the servers of the hidden service by hand; then the administrator forbids manual entry");
        refused(() -> connectManually(server));
        admin.allowManualEntry(false);
        transcript.line("\"Other\" in the list of users: %s", registry.offer().manualEntryAllowed());
        refused(() -> connectManually(server));
        read(anna);
    }

    private void connectManually(MailServer server) {
        try (ConnectRequest request = ConnectRequest.manual(
                        Credentials.password("ben@acme.example", Secret.of(MailServer.password("ben"))))
                .withSmtp(server.smtp(), true)
                .withImap(server.imap(), ConnectionSecurity.TLS)) {
            registry.accounts().connect(BEN, request);
        }
    }

    private void moveTheServer(ServiceId id, MailServer moved, MailAccount anna) throws MessagingException {
        transcript.chapter("The IMAP server moves to another port: Anna reads on without reconnecting");
        EmailService acme = admin.service(id).orElseThrow();
        ServiceDraft draft = ServiceDraft.from(acme).withImap(moved.imap(), ConnectionSecurity.TLS);
        EditPlan plan = admin.planEdit(id, acme.revision(), draft);
        transcript.line(
                "The edit changes %d field, %d account follows, to be confirmed: %s",
                plan.changes().size(), plan.accounts(), plan.confirmations());
        admin.edit(plan);
        read(anna);
    }

    private void removeTheService(ServiceId acme) {
        transcript.chapter("The administrator removes the service, and sees first whose mailbox will stop working");
        admin.show(acme);
        RemovalPlan plan = admin.planRemoval(acme);
        transcript.line("%s will stop working for: %s", plan.name(), users(acme));
        connect(CHLOE, acme);
        RemovalPlan fresh;
        try {
            admin.remove(plan, plan.token());
            throw new IllegalStateException("A stale plan was carried out");
        } catch (StalePlanException e) {
            fresh = (RemovalPlan) e.fresh();
            transcript.line("Refused, %s: somebody has connected a mailbox meanwhile", e.refusal());
        }
        transcript.line("%s will stop working for %d accounts: %s", fresh.name(), fresh.accounts(), users(acme));
        admin.remove(fresh, fresh.token());
        transcript.line("Removed; in the list of users: %s", isOffered(acme));
    }

    private List<UserId> users(ServiceId service) {
        return admin.usersOf(service, PageRequest.first(100)).items();
    }

    private void seeWhatAnnaSees(MailAccount anna) throws MessagingException {
        transcript.chapter("Anna's next attempt fails with the reason and the time; mail read before is still there");
        try {
            read(anna);
            throw new IllegalStateException("A removed service was used");
        } catch (MailboxUnusableException e) {
            Resolution.Unusable why = e.resolution();
            transcript.line("%s, \"%s\", at %s", why.reason(), why.serviceName().orElseThrow(), why.since());
            transcript.line("%s", e.getMessage());
        }
        transcript.line("Mail kept by the application: %s", keptMail.getOrDefault(anna.id(), List.of()));
    }

    private void reconnectElsewhere(MailServer cloud, MailAccount anna) throws MessagingException {
        transcript.chapter("Anna connects the same account to another service");
        cloud.welcome("anna");
        EmailService service = admin.add(ServiceDraft.named("Acme Cloud")
                .withSmtp(cloud.smtp(), ConnectionSecurity.TLS)
                .withImap(cloud.imap(), ConnectionSecurity.TLS)
                .withTrustedCertificates(authority.pem()));
        try (ConnectRequest request = request(service.id(), "anna@cloud.example", MailServer.password("anna"))) {
            MailAccount again = registry.accounts().reconnect(anna.id(), request);
            transcript.line("The same account: %s, generation %d", again.id().equals(anna.id()), again.generation());
            read(again);
        }
    }
}
