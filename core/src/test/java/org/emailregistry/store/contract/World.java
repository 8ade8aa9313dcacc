package org.emailregistry.store.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.emailregistry.Administration;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RemovalPlan;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.StandardService;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.store.Change;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;

/** One application under test: a database, a clock, and any number of nodes. */
final class World implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    /** The least that a registry takes: what waits for a look at the store does not wait long. */
    static final Duration STALENESS = Duration.ofMillis(250);

    static final StandardService GMAIL = standard("gmail", "Gmail", "imap.gmail.example", "smtp.gmail.example");
    static final StandardService YAHOO = standard("yahoo", "Yahoo", "imap.yahoo.example", "smtp.yahoo.example");
    static final StandardService OUTLOOK = standard(
                    "outlook", "Outlook", "imap.outlook.example", "smtp.outlook.example")
            .withAuthenticationMethods(Set.of(AuthenticationMethod.OAUTH2));

    static final UserId ANNA = new UserId("anna");
    static final UserId BEN = new UserId("ben");

    private final Database database;
    private final Deque<Runnable> open = new ArrayDeque<>();
    private final EmailServiceRegistry first;

    final MovableClock clock = new MovableClock(START);
    /** About to overflow, as a ticker may be. */
    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private World(Database database) {
        this.database = database;
        this.first = node();
    }

    static World on(NeedsDatabase contract) {
        return new World(contract.newDatabase());
    }

    private static StandardService standard(String id, String name, String imap, String smtp) {
        return StandardService.of(new ServiceId(id), name, settings(smtp + ":465", imap + ":993"));
    }

    static ServerSettings settings(String smtp, String imap) {
        return new ServerSettings(
                new MailServer(ServerAddress.parse(smtp), ConnectionSecurity.TLS, UserNameFormat.AS_TYPED),
                new MailServer(ServerAddress.parse(imap), ConnectionSecurity.TLS, UserNameFormat.AS_TYPED));
    }

    /** The first node. */
    EmailServiceRegistry registry() {
        return first;
    }

    Administration admin() {
        return first.administration("root");
    }

    /** One more node. */
    EmailServiceRegistry node() {
        return node(builder -> builder);
    }

    EmailServiceRegistry node(UnaryOperator<EmailServiceRegistry.Builder> setup) {
        return node(store(), setup);
    }

    /** A node that sees the database through a store of its own. */
    EmailServiceRegistry node(RegistryStore store) {
        return node(store, builder -> builder);
    }

    EmailServiceRegistry node(RegistryStore store, UnaryOperator<EmailServiceRegistry.Builder> setup) {
        EmailServiceRegistry.Builder builder = EmailServiceRegistry.builder(store)
                .standardServices(List.of(GMAIL, YAHOO, OUTLOOK))
                .clock(clock)
                .ticker(nanos::get)
                .maxStaleness(STALENESS);
        if (store.persistent()) {
            builder.cipher(ring("first"));
        }
        EmailServiceRegistry registry = setup.apply(builder).build();
        open.push(registry::close);
        return registry;
    }

    /** A cipher with these keys, the newest last. */
    static CredentialCipher ring(String... keyIds) {
        AesGcmCredentialCipher.Builder ring = AesGcmCredentialCipher.builder();
        for (String id : keyIds) {
            ring.key(id, Arrays.copyOf(id.getBytes(StandardCharsets.UTF_8), 32));
        }
        return ring.build();
    }

    /** A store of one more node. */
    RegistryStore store() {
        RegistryStore store = database.connect();
        open.push(store::close);
        return store;
    }

    /** Lets the time pass after which an offer may no longer be answered from memory. */
    void letOffersGoStale() {
        nanos.addAndGet(STALENESS.toNanos());
    }

    static ServiceDraft draft(String name) {
        return ServiceDraft.named(name)
                .withSmtp("smtp.acme.example:465", true)
                .withImap("imap.acme.example:993", ConnectionSecurity.TLS);
    }

    /** A corporate service of its own hosts. */
    EmailService add(String name) {
        return admin().add(draft(name));
    }

    /** Edits a service and confirms whatever wants to be confirmed. */
    EmailService edit(EmailService service, ServiceDraft draft) {
        EditPlan plan = admin().planEdit(service.id(), service.revision(), draft);
        return admin().edit(plan, plan.token());
    }

    void remove(ServiceId id) {
        remove(admin(), id);
    }

    static void remove(Administration admin, ServiceId id) {
        RemovalPlan plan = admin.planRemoval(id);
        admin.remove(plan, plan.token());
    }

    /** The whole history, oldest first. */
    static List<Change> history(Administration admin) {
        List<Change> changes =
                new ArrayList<>(admin.history(PageRequest.first(1000)).changes());
        Collections.reverse(changes);
        return changes;
    }

    static Credentials password(String login) {
        return Credentials.password(login, Secret.of("correct horse"));
    }

    /** A request with the address {@code login@acme.example}, unless the login is an address itself. */
    static ConnectRequest to(ServiceId service, String login) {
        return again(service, login).withAddress(login.contains("@") ? null : login + "@acme.example");
    }

    /** A request to reconnect an account, whatever its address is. */
    static ConnectRequest again(ServiceId service, String login) {
        return ConnectRequest.toService(service, password(login));
    }

    static ConnectRequest manually(String login) {
        return manually(login, "mail.home.example");
    }

    static ConnectRequest manually(String login, String host) {
        return ConnectRequest.manual(password(login))
                .withSmtp(host + ":465", true)
                .withImap(host + ":993", ConnectionSecurity.TLS);
    }

    MailAccount connect(UserId user, ServiceId service) {
        return first.accounts().connect(user, to(service, user + "@acme.example"));
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
        database.close();
    }
}
