package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.emailregistry.Administration;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RemovalPlan;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.jdbc.Tables.Column;
import org.emailregistry.jdbc.Tables.Row;
import org.emailregistry.jdbc.Tables.State;
import org.emailregistry.jdbc.Tampering.Leeway;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.StandardService;
import org.emailregistry.store.PageRequest;

/**
 * A database of two tenants, with a history of decisions and accounts, whose tables hold something in every column that
 * the library writes.
 */
final class Tampered {
    private static final String TENANT = "acme";
    private static final int KEY = 32;

    private static final String AUTHORITY = """
            -----BEGIN CERTIFICATE-----
            MIIBijCCATGgAwIBAgIUfZBvIFaO2pUGscl9VauRXSNrn9owCgYIKoZIzj0EAwIw
            GjEYMBYGA1UEAwwPZmlyc3QgYXV0aG9yaXR5MCAXDTI2MTEyNTE4NDAxNVoYDzIx
            MjYxMTAxMTg0MDE1WjAaMRgwFgYDVQQDDA9maXJzdCBhdXRob3JpdHkwWTATBgcq
            hkjOPQIBBggqhkjOPQMBBwNCAAQKWTZGlhcM6vyhapmGQsJTpzqrgEZAbcxSV4+/
            HrkXKS0E84KN831E+hqYTugGyYzAITxdjMuy0br6oF/L8qlmo1MwUTAdBgNVHQ4E
            FgQU+m56TdK33b8zhfh1bdI1UttHx6QwHwYDVR0jBBgwFoAU+m56TdK33b8zhfh1
            bdI1UttHx6QwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBcl8kF
            Whm45A7aguIEX7sTeYtLBy/SmofR26bnItxdKAIgZf/vFe3yxFUk1cZlXW9589XW
            X8sEr/dM/VpPzj1smDI=
            -----END CERTIFICATE-----
            """;

    static final StandardService HIDDEN_STANDARD = standard("hidden-standard");
    static final StandardService OPEN_STANDARD = standard("open-standard");

    final DataSource pool;
    final Tables tables;
    /** Moves the time of all registries, so that none of them trusts what it read before. */
    final AtomicLong nanos = new AtomicLong();

    /** What may be sent, by account. */
    final Map<AccountId, List<Sendable>> sendable = new LinkedHashMap<>();
    /** Where a service may lead, by service. */
    final Map<ServiceId, List<ServerSettings>> confirmed = new LinkedHashMap<>();

    final EmailService moved;
    final EmailService plain;
    final EmailService removed;
    final EmailService hidden;
    final EmailService other;

    private final List<State> states = new ArrayList<>();
    private final EmailServiceRegistry builder;
    private final Administration admin;

    Tampered(DataSource pool) throws SQLException {
        this.pool = pool;
        JdbcRegistryStore.builder(pool).build().createSchema();
        tables = new Tables(pool);
        builder = registry(TENANT, cipher("old"));
        admin = builder.administration("root");
        buildOther();

        assertThat(builder.offer().manualEntryAllowed()).isTrue();
        remember();
        moved = add(draft("moved", "old.moved"));
        plain = add(draft("plain", "plain")
                .withTrustedCertificates(AUTHORITY)
                .withDomains(Set.of("plain.example", "plain.test")));
        removed = add(draft("removed", "removed"));
        hidden = add(draft("hidden", "hidden"));
        other = add(draft("other", "other"));
        confirmed.put(HIDDEN_STANDARD.id(), List.of(HIDDEN_STANDARD.servers()));
        confirmed.put(OPEN_STANDARD.id(), List.of(OPEN_STANDARD.servers()));
        admin.allowManualEntry(false);
        remember();
        admin.allowManualEntry(true);
        admin.hide(HIDDEN_STANDARD.id());
        admin.show(HIDDEN_STANDARD.id());
        remember();

        // The resealing of one account takes the first.
        connect("1 resealed", moved);
        connect("2 sealed for the old servers", moved);
        connect("4 plain", plain);
        connect("5 with a new password", plain);
        connect("6 failing", plain);
        connect("7 of the removed service", removed);
        connect("8 of the hidden service", hidden);
        connect("9 standard", HIDDEN_STANDARD.id(), HIDDEN_STANDARD.servers());
        connectManually("a manual", "manual");
        connectManually("b manual, elsewhere before", "before");
        connectManually("c at a service, manual before", "own");
        remember();

        move();
        connect("3 after the move", moved);
        report("6 failing");
        remember();
        changePassword("5 with a new password", plain);
        reconnectManually("b manual, elsewhere before", "after");
        reconnect("c at a service, manual before", plain);
        remember();
        admin.hide(hidden.id());
        admin.hide(HIDDEN_STANDARD.id());
        admin.allowManualEntry(false);
        remember();
        remove(removed);
        restrict();
        remember();
        try (EmailServiceRegistry withNewKey = registry()) {
            withNewKey.administration("root").reseal(PageRequest.first(1));
        }
        fillEmptyTables();
        remember();
    }

    /** Another tenant with the same keys, the same standard service and an account with the same id. */
    private void buildOther() {
        try (EmailServiceRegistry registry = registry("other", cipher("old"))) {
            Administration root = registry.administration("root");
            root.hide(HIDDEN_STANDARD.id());
            root.show(HIDDEN_STANDARD.id());
            root.allowManualEntry(false);
            root.allowManualEntry(true);
            EmailService service = root.add(draft("moved", "old.moved"));
            registry.accounts()
                    .connect(
                            new UserId("stranger"),
                            ConnectRequest.toService(service.id(), password("stranger", "of another tenant"))
                                    .withAddress("stranger@acme.example")
                                    .withId(new AccountId("4 plain")));
        }
    }

    /** What a user gave for an account, with the servers that it is for. */
    record Given(
            String owner,
            String address,
            String login,
            String smtpLogin,
            String password,
            ServerSettings servers,
            Origin origin,
            boolean ownAuthority) {}

    /** @param needs what must have happened so that it may be sent */
    record Sendable(Given given, Set<Leeway> needs) {}

    private static Given given(String id, String password, ServerSettings servers, Origin origin) {
        return new Given(
                id,
                address(id),
                address(id),
                smtpLogin(id),
                password,
                servers,
                origin,
                servers.smtp().address().toString().startsWith("smtp.plain."));
    }

    private static String address(String id) {
        return id.replace(' ', '.').replace(",", "") + "@acme.example";
    }

    private static String smtpLogin(String id) {
        return "EXAMPLE\\" + id;
    }

    private static Credentials password(String login, String password) {
        return Credentials.password(login, Secret.of(password));
    }

    private static CredentialCipher cipher(String... keys) {
        var cipher = AesGcmCredentialCipher.builder();
        for (String key : keys) {
            byte[] bytes = new byte[KEY];
            bytes[0] = (byte) key.length();
            bytes[1] = (byte) key.charAt(0);
            cipher.key(key, bytes);
        }
        return cipher.build();
    }

    /** A node that has not looked at the database yet. */
    EmailServiceRegistry registry() {
        return registry(TENANT, cipher("old", "new"));
    }

    private EmailServiceRegistry registry(String tenant, CredentialCipher cipher) {
        return EmailServiceRegistry.builder(
                        JdbcRegistryStore.builder(pool).tenant(tenant).build())
                .cipher(cipher)
                .standardServices(List.of(HIDDEN_STANDARD, OPEN_STANDARD))
                .ticker(() -> nanos.addAndGet(Duration.ofHours(1).toNanos()))
                .build();
    }

    private static StandardService standard(String id) {
        return StandardService.of(new ServiceId(id), id, draft(id, id).servers().orElseThrow());
    }

    private static ServiceDraft draft(String name, String host) {
        return ServiceDraft.named(name)
                .withSmtp("smtp." + host + ".example:587", ConnectionSecurity.STARTTLS)
                .withImap("imap." + host + ".example:993", ConnectionSecurity.TLS);
    }

    private EmailService add(ServiceDraft draft) {
        EmailService service = admin.add(draft);
        confirmed.put(service.id(), new ArrayList<>(List.of(service.servers())));
        return service;
    }

    private void connect(String id, EmailService service) {
        connect(id, service.id(), requireNonNull(confirmed.get(service.id())).get(0));
    }

    private void connect(String id, ServiceId service, ServerSettings servers) {
        builder.accounts()
                .connect(
                        new UserId(id),
                        ConnectRequest.toService(service, password(address(id), "first of " + id))
                                .withAddress(address(id))
                                .withSmtpLogin(smtpLogin(id))
                                .withId(new AccountId(id)));
        allow(id, given(id, "first of " + id, servers, Origin.ADMINISTRATOR));
    }

    private static ConnectRequest manual(String id, String password, String host) {
        return ConnectRequest.manual(password(address(id), password))
                .withSmtp("smtp." + host + ".example:465", ConnectionSecurity.TLS)
                .withImap("imap." + host + ".example:993", ConnectionSecurity.TLS);
    }

    private static ServerSettings own(String host) {
        return ServiceDraft.named("own")
                .withSmtp("smtp." + host + ".example:465", ConnectionSecurity.TLS)
                .withImap("imap." + host + ".example:993", ConnectionSecurity.TLS)
                .servers()
                .orElseThrow();
    }

    private void connectManually(String id, String host) {
        builder.accounts()
                .connect(
                        new UserId(id),
                        manual(id, "first of " + id, host)
                                .withAddress(address(id))
                                .withSmtpLogin(smtpLogin(id))
                                .withId(new AccountId(id)));
        allow(id, given(id, "first of " + id, own(host), Origin.USER));
    }

    private void reconnectManually(String id, String host) {
        builder.accounts()
                .reconnect(
                        new AccountId(id), manual(id, "second of " + id, host).withSmtpLogin(smtpLogin(id)));
        supersede(id, given(id, "second of " + id, own(host), Origin.USER));
    }

    private void reconnect(String id, EmailService service) {
        builder.accounts()
                .reconnect(
                        new AccountId(id),
                        ConnectRequest.toService(service.id(), password(address(id), "second of " + id))
                                .withSmtpLogin(smtpLogin(id)));
        supersede(id, given(id, "second of " + id, service.servers(), Origin.ADMINISTRATOR));
    }

    private void changePassword(String id, EmailService service) {
        builder.accounts().changeCredentials(new AccountId(id), password(address(id), "second of " + id));
        supersede(id, given(id, "second of " + id, service.servers(), Origin.ADMINISTRATOR));
    }

    private void report(String id) {
        builder.accounts()
                .report(builder.accounts().find(new AccountId(id)).orElseThrow(), Outcome.CREDENTIALS_REJECTED);
    }

    private void allow(String id, Given given) {
        sendable.computeIfAbsent(new AccountId(id), all -> new ArrayList<>()).add(new Sendable(given, Set.of()));
    }

    /** What was given before may be sent only if the account is as it was. */
    private void supersede(String id, Given given) {
        sendable.computeIfPresent(
                new AccountId(id),
                (account, all) -> new ArrayList<>(all.stream()
                        .map(before -> new Sendable(before.given(), Set.of(Leeway.FORMER_ACCOUNT)))
                        .toList()));
        allow(id, given);
    }

    private void move() {
        EditPlan plan = admin.planEdit(moved.id(), moved.revision(), draft("moved", "new.moved"));
        EmailService now = admin.edit(plan, plan.token());
        confirmed.put(moved.id(), List.of(now.servers(), moved.servers()));
        // Only the credentials that are still sealed for the old servers open for them.
        superseded("1 resealed", now, Set.of(Leeway.FORMER_SERVICE, Leeway.FORMER_ACCOUNT));
        superseded("2 sealed for the old servers", now, Set.of(Leeway.FORMER_SERVICE));
    }

    private void superseded(String id, EmailService now, Set<Leeway> needs) {
        Given before = requireNonNull(sendable.get(new AccountId(id))).get(0).given();
        sendable.put(
                new AccountId(id),
                List.of(
                        new Sendable(given(id, before.password(), now.servers(), before.origin()), Set.of()),
                        new Sendable(before, needs)));
    }

    private void remove(EmailService service) {
        RemovalPlan plan = admin.planRemoval(service.id());
        admin.remove(plan, plan.token());
    }

    private void restrict() {
        AccountId id = new AccountId("7 of the removed service");
        sendable.put(
                id,
                requireNonNull(sendable.get(id)).stream()
                        .map(before -> new Sendable(before.given(), Set.of(Leeway.FORMER_SERVICE)))
                        .toList());
    }

    private void remember() throws SQLException {
        State state = tables.read();
        if (states.isEmpty() || !states.get(states.size() - 1).equals(state)) {
            states.add(state);
        }
    }

    /** Tables that the library does not write yet get two rows of something. */
    private void fillEmptyTables() throws SQLException {
        State before = tables.read();
        State after = before;
        Optional<Object> tenant = tenant(before).orElseThrow().get("id");
        for (String table : tables.names()) {
            for (long number : before.of(table).isEmpty() ? List.of(1L, 2L) : List.<Long>of()) {
                Map<String, Optional<Object>> values = new LinkedHashMap<>();
                for (Column column : tables.columns(table)) {
                    Object value = column.isNumber() ? (Object) number : column.value("value " + number);
                    values.put(column.name(), column.name().equals("tenant") ? tenant : Optional.of(value));
                }
                after = after.plus(new Row(table, values));
            }
        }
        tables.write(before, after);
    }

    /** What the tables hold. */
    State newest() {
        return states.get(states.size() - 1);
    }

    /** What they held before, the oldest first. */
    List<State> former() {
        return IntStream.range(0, states.size() - 1).mapToObj(states::get).toList();
    }

    /** The row of the tenant that is looked at, if there is one. */
    static Optional<Row> tenant(State state) {
        return state.of("email_registry_tenant").stream()
                .filter(row -> row.text("name").equals(TENANT))
                .findFirst();
    }
}
