package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.emailregistry.Administration;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RemovalPlan;
import org.emailregistry.Resolution;
import org.emailregistry.ServiceHealth;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.store.Change;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 14 against whoever writes into the tables with SQL. */
@Counted
class DamageIT {
    private static final List<String> ACCOUNT_COLUMNS = List.of(
            "origin",
            "login",
            "login_for_smtp",
            "credentials_kind",
            "credentials_key",
            "smtp_destination",
            "imap_destination",
            "credentials_bound",
            "standing_outcome",
            "smtp_address",
            "imap_security");
    private static final List<String> SERVICE_COLUMNS = List.of(
            "name",
            "smtp_address",
            "smtp_security",
            "smtp_login",
            "imap_address",
            "imap_security",
            "imap_login",
            "sign_in",
            "domains",
            "trust",
            "former_destinations",
            "defined_commit",
            "terms",
            "row_proof_key");

    private static final int LONGEST = 190;
    private static final String TOO_LONG = "x".repeat(LONGEST + 1);

    /** What is written into a column: all three in the profile {@code soak}, otherwise one of them. */
    private static List<String> values(String column) {
        List<String> all = Arrays.asList(null, "", "garbage\u0001");
        int one = column.length() % all.size();
        return all.subList(Sample.of(one, one, 0), Sample.of(one + 1, one + 1, all.size()));
    }

    /** Two services with an account each. */
    private static final class Fixture implements AutoCloseable {
        final DataSource pool;
        final JdbcRegistryStore store;
        final EmailServiceRegistry registry;
        final EmailService damaged;
        final EmailService sound;

        Fixture(DataSource pool) {
            this.pool = pool;
            store = Servers.store(pool, UUID.randomUUID().toString());
            registry = EmailServiceRegistry.builder(store)
                    .cipher(AesGcmCredentialCipher.builder()
                            .key("k", new byte[32])
                            .build())
                    .build();
            damaged = add("damaged");
            sound = add("sound");
        }

        private EmailService add(String name) {
            EmailService service = registry.administration("root")
                    .add(ServiceDraft.named(name + " of " + store.tenant())
                            .withSmtp("smtp." + name + ".example:465", true)
                            .withImap("imap." + name + ".example:993", ConnectionSecurity.TLS));
            registry.accounts()
                    .connect(
                            new UserId(name),
                            ConnectRequest.toService(
                                            service.id(), Credentials.password(name, Secret.of("correct horse")))
                                    .withAddress(name + "@acme.example")
                                    .withId(account(name)));
            return service;
        }

        AccountId account(String name) {
            return new AccountId(name + " of " + store.tenant());
        }

        void write(String sql, Object... values) throws SQLException {
            try (Connection connection = pool.getConnection();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                assertThat(statement.executeUpdate()).isEqualTo(1);
            }
        }

        boolean hasCredentials(String name) {
            return store.account(account(name))
                    .flatMap(found -> found.account().credentials())
                    .isPresent();
        }

        void damageAccount(String column, Object value) throws SQLException {
            write(
                    "UPDATE email_registry_account SET " + column + " = ? WHERE login = 'damaged' AND tenant ="
                            + " (SELECT tenant FROM email_registry_service WHERE name = ?)",
                    value,
                    damaged.name());
        }

        /** All accounts, in pages of one. */
        List<AccountId> walk() {
            List<AccountId> found = new ArrayList<>();
            Optional<PageRequest> cursor = Optional.of(PageRequest.first(1));
            do {
                Page<MailAccount> page = registry.accounts().all(cursor.orElseThrow());
                page.items().forEach(account -> found.add(account.id()));
                cursor = page.next();
            } while (cursor.isPresent());
            return found;
        }

        void assertTheOtherWorks(String what) {
            assertThat(registry.accounts().resolve(account("damaged"))).as(what).isNotNull();
            assertThat(registry.accounts().resolve(account("sound"))).as(what).isInstanceOf(Resolution.Usable.class);
            assertThat(registry.accounts().accountsOf(new UserId("damaged")))
                    .as(what)
                    .hasSize(1);
            assertThat(registry.administration("root").catalog().services())
                    .as(what)
                    .contains(sound);
        }

        @Override
        public void close() {
            registry.close();
            store.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aDamagedAccountHarmsNobodyElse(Server server) throws SQLException {
        for (String column : ACCOUNT_COLUMNS) {
            for (String value : values(column)) {
                boolean nullable = !column.equals("origin") && !column.equals("login");
                if (value == null && !nullable) {
                    continue;
                }
                try (var fixture = new Fixture(server.pool())) {
                    fixture.damageAccount(column, value);
                    fixture.assertTheOtherWorks(server + " " + column + " = " + value);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aDamagedServiceHarmsNobodyElse(Server server) throws SQLException {
        for (String column : SERVICE_COLUMNS) {
            for (String value : values(column)) {
                try (var fixture = new Fixture(server.pool())) {
                    fixture.write(
                            "UPDATE email_registry_service SET " + column + " = ? WHERE name = ?",
                            value,
                            fixture.damaged.name());
                    // Who writes past the library does not raise the revision: this is what a node sees that starts.
                    try (var other = new NewNode(fixture)) {
                        other.assertTheOtherWorks(server + " " + column + " = " + value);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aNumberThatNobodyWouldWriteHarmsNobodyElse(Server server) throws SQLException {
        for (String column :
                List.of("standing_since", "suspended_at", "generation", "version", "created_at", "changed_at")) {
            for (long value : List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE)) {
                try (var fixture = new Fixture(server.pool())) {
                    fixture.damageAccount("standing_outcome", "CREDENTIALS_REJECTED");
                    fixture.damageAccount(column, value);
                    fixture.assertTheOtherWorks(server + " " + column + " = " + value);
                    assertThat(fixture.walk()).contains(fixture.account("sound"));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aCountOfFailuresThatCannotGrowAnyMoreSuspendsTheAccount(Server server) throws SQLException {
        for (int count : List.of(Integer.MAX_VALUE, Integer.MIN_VALUE)) {
            try (var fixture = new Fixture(server.pool())) {
                fixture.damageAccount("standing_outcome", "TIMEOUT");
                fixture.damageAccount("standing_since", 0L);
                fixture.damageAccount("standing_failures", count);
                MailAccount account = fixture.registry
                        .accounts()
                        .find(fixture.account("damaged"))
                        .orElseThrow();
                assertThat(fixture.registry.accounts().report(account, Outcome.CREDENTIALS_REJECTED))
                        .hasValueSatisfying(standing -> {
                            assertThat(standing.failures()).isEqualTo(count > 0 ? Integer.MAX_VALUE : 1);
                            assertThat(standing.suspendedAt().isPresent()).isEqualTo(count > 0);
                        });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void anAccountWithoutASoundKeyIsLeftOutAndEndsNoList(Server server) throws SQLException {
        for (String column : List.of("id", "owner", "service")) {
            // Before and behind the other in every order; each page has place for one.
            for (String value : List.of("\u0001", "~\u0001", "", TOO_LONG)) {
                // Without a service it is manual entry, and PostgreSQL takes no more than the library.
                boolean possible = value.isEmpty()
                        ? !column.equals("service")
                        : value.length() <= LONGEST || !server.name().startsWith("POSTGRESQL");
                if (!possible) {
                    continue;
                }
                try (var fixture = new Fixture(server.pool())) {
                    fixture.damageAccount(column, value);
                    String what = server + " " + column + " = " + value;
                    // Whose account it is can be told without its id.
                    List<UserId> owners = column.equals("id") ? List.of(new UserId("damaged")) : List.of();
                    assertThat(fixture.walk()).as(what).containsExactly(fixture.account("sound"));
                    assertThat(fixture.registry.accounts().find(fixture.account("damaged")))
                            .as(what)
                            .isEmpty();
                    assertThat(fixture.registry
                                    .administration("root")
                                    .usersOf(fixture.damaged.id(), PageRequest.first(1))
                                    .items())
                            .as(what)
                            .isEqualTo(owners);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aServiceWithoutASoundKeyIsLeftOut(Server server) throws SQLException {
        try (var fixture = new Fixture(server.pool())) {
            fixture.write("UPDATE email_registry_service SET id = ? WHERE name = ?", "\u0001", fixture.damaged.name());
            try (var other = new NewNode(fixture)) {
                other.assertTheOtherWorks(server.toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aPurgeGoesOnPastARemovedServiceWithoutASoundKeyOrCursor(Server server) throws SQLException {
        for (String column : List.of("id", "stripped_to")) {
            try (var fixture = new Fixture(server.pool())) {
                Administration admin = fixture.registry.administration("root");
                for (EmailService service : List.of(fixture.damaged, fixture.sound)) {
                    RemovalPlan plan = admin.planRemoval(service.id());
                    admin.remove(plan, plan.token());
                }
                fixture.write(
                        "UPDATE email_registry_service SET " + column + " = ? WHERE name = ?",
                        "\u0001",
                        fixture.damaged.name());
                assertThat(admin.purge(Instant.now().plus(Duration.ofDays(1)), 1000)
                                .total())
                        .as("%s %s", server, column)
                        .isPositive();
                assertThat(fixture.hasCredentials("sound"))
                        .as("%s %s", server, column)
                        .isFalse();
                assertThat(fixture.hasCredentials("damaged"))
                        .as("%s, whose service has no key, or a cursor that is begun anew", column)
                        .isEqualTo(column.equals("id"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aCountOfAServiceWithoutASoundKeyIsLeftOut(Server server) throws SQLException {
        try (var fixture = new Fixture(server.pool())) {
            for (String name : List.of("damaged", "sound")) {
                MailAccount account =
                        fixture.registry.accounts().find(fixture.account(name)).orElseThrow();
                fixture.registry.accounts().report(account, Outcome.CREDENTIALS_REJECTED);
            }
            fixture.write(
                    "UPDATE email_registry_health SET service = ?"
                            + " WHERE service = (SELECT id FROM email_registry_service WHERE name = ?)",
                    "\u0001",
                    fixture.damaged.name());
            assertThat(fixture.registry.administration("root").health())
                    .as(server.toString())
                    .extracting(ServiceHealth::service)
                    .containsExactly(Optional.of(fixture.sound.id()));
        }
    }

    /** A node that has not looked at the catalog yet. */
    private record NewNode(Fixture fixture, EmailServiceRegistry registry) implements AutoCloseable {
        NewNode(Fixture fixture) {
            this(
                    fixture,
                    EmailServiceRegistry.builder(fixture.store)
                            .cipher(AesGcmCredentialCipher.builder()
                                    .key("k", new byte[32])
                                    .build())
                            .build());
        }

        void assertTheOtherWorks(String what) {
            assertThat(registry.accounts().resolve(fixture.account("damaged")))
                    .as(what)
                    .isNotNull();
            assertThat(registry.accounts().resolve(fixture.account("sound")))
                    .as(what)
                    .isInstanceOf(Resolution.Usable.class);
            assertThat(registry.offer().services()).as(what).contains(fixture.sound);
        }

        @Override
        public void close() {
            registry.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void anEntryOfTheHistoryThatALaterVersionMadeIsLeftOut(Server server) throws SQLException {
        try (var fixture = new Fixture(server.pool())) {
            fixture.write(
                    "UPDATE email_registry_change SET kind = 'MADE_BY_A_LATER_VERSION' WHERE name = ?",
                    fixture.damaged.name());
            assertThat(fixture.registry
                            .administration("root")
                            .history(PageRequest.first(10))
                            .changes())
                    .extracting(Change::name)
                    .containsExactly(fixture.sound.name());
        }
    }
}
