package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two releases to come change the tables while nodes of this one work: the second only adds, the third takes away what
 * the first needs. The first is the library as it is; the others have artificial scripts.
 */
@Counted
class SchemaUpgradeIT {
    private static final List<String> FIRST = Schema.SCRIPTS;
    private static final List<String> SECOND = List.of(FIRST.get(0), "upgrade/V2__expand.sql");
    private static final List<String> THIRD = List.of(FIRST.get(0), SECOND.get(1), "upgrade/V3__contract.sql");

    /** A node of one release. */
    private static final class Node implements AutoCloseable {
        final AtomicLong nanos = new AtomicLong();
        final JdbcRegistryStore store;
        final EmailServiceRegistry registry;
        final Administration admin;
        final MailAccounts accounts;

        Node(DataSource pool, List<String> scripts) {
            store = JdbcRegistryStore.builder(pool)
                    .tenant("acme")
                    .scripts(scripts)
                    .build();
            store.createSchema();
            registry = EmailServiceRegistry.builder(store)
                    .cipher(Historian.cipher())
                    .ticker(nanos::get)
                    .build();
            admin = registry.administration("root");
            accounts = registry.accounts();
            registry.offer();
        }

        MailAccount connect(String user, EmailService service) {
            return accounts.connect(new UserId(user), CrashWriter.request(new AccountId(user), service.id()));
        }

        void assertReads(MailAccount account, String password) {
            // More often than a driver sends the text of a statement before it has it prepared.
            for (int i = 0; i < 8; i++) {
                assertThat(accounts.resolveAll(Set.of(account.id()))).containsOnlyKeys(account.id());
                assertThat(accounts.accountsOf(account.owner())).hasSize(1);
                assertThat(accounts.resolve(account.id())).isInstanceOf(Resolution.Usable.class);
            }
            var usable = (Resolution.Usable) accounts.resolve(account.id());
            var credentials = (Credentials.Password) accounts.credentials(usable);
            assertThat(credentials.secret().<String>use(String::valueOf)).isEqualTo(password);
        }

        void letOffersGoStale() {
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        }

        @Override
        public void close() {
            registry.close();
            store.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void nodesOfTwoReleasesReadWhatTheOtherWritesAndTheOldOneKeepsWhatItDoesNotKnow(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server);
                var one = new Node(pool, FIRST);
                var two = new Node(pool, FIRST)) {
            EmailService acme = one.admin.add(CrashWriter.draft("Acme", 993));
            MailAccount anna = one.connect("anna", acme);
            one.assertReads(anna, "correct horse");
            two.assertReads(anna, "correct horse");

            try (var next = new Node(pool, SECOND)) {
                assertThat(number(pool, "SELECT version FROM email_registry_schema"))
                        .isEqualTo(2);
                MailAccount carl = next.connect("carl", acme);
                execute(pool, "UPDATE email_registry_account SET remark = 'kept'");
                execute(pool, "UPDATE email_registry_service SET remark = 'kept'");
                MailAccount ben = two.connect("ben", acme);
                one.accounts.changeCredentials(
                        anna.id(), Credentials.password("anna@acme.example", Secret.of("battery staple")));
                two.admin.hide(acme.id());
                next.admin.reseal(PageRequest.first(10));
                EmailService shown = two.admin.show(acme.id());
                assertThat(next.admin.catalog().services()).contains(shown);
                for (Node node : List.of(one, two, next)) {
                    node.assertReads(anna, "battery staple");
                    node.assertReads(ben, "correct horse");
                    node.assertReads(carl, "correct horse");
                }
                assertThat(number(pool, "SELECT COUNT(*) FROM email_registry_account WHERE remark = 'kept'"))
                        .isEqualTo(2);
                assertThat(number(pool, "SELECT COUNT(*) FROM email_registry_service WHERE remark = 'kept'"))
                        .isEqualTo(1);
                assertThat(two.accounts.disconnect(carl.id())).isTrue();
                assertThat(next.accounts.find(carl.id())).isEmpty();
            }
            // Nothing is lost if the upgrade is called off.
            one.assertReads(anna, "battery staple");
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void anOldNodeThatStillRunsAfterTheContractWritesNothingMoreFromItsNextReadOn(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server);
                var one = new Node(pool, FIRST)) {
            EmailService acme = one.admin.add(CrashWriter.draft("Acme", 993));
            MailAccount anna = one.connect("anna", acme);
            List<Consumer<Node>> reads = List.of(
                    node -> node.accounts.resolve(anna.id()),
                    node -> node.accounts.resolveAll(Set.of(anna.id())),
                    node -> node.accounts.accountsOf(anna.owner()),
                    node -> {
                        node.letOffersGoStale();
                        node.registry.offer();
                    },
                    node -> node.admin.hide(acme.id()),
                    node -> node.admin.reseal(PageRequest.first(10)),
                    node -> node.accounts.changeCredentials(
                            anna.id(), Credentials.password("anna@acme.example", Secret.of("battery staple"))),
                    node -> node.accounts.disconnect(anna.id()));
            List<Node> old = reads.stream().map(read -> new Node(pool, FIRST)).toList();
            try (var replaced = new Node(pool, SECOND);
                    var next = new Node(pool, THIRD)) {
                Dump before = Dump.of(pool);
                assertThat(before.tables()).doesNotContainKey("email_registry_note");
                for (int i = 0; i < old.size(); i++) {
                    assertRefused(old.get(i), reads.get(i), acme.id());
                }
                assertThat(Dump.of(pool).lines()).isEqualTo(before.lines());

                MailAccount ben = replaced.connect("ben", acme);
                next.assertReads(ben, "correct horse");
                next.admin.hide(acme.id());
                assertThat(replaced.admin.catalog().services())
                        .filteredOn(EmailService::hidden)
                        .extracting(EmailService::id)
                        .containsExactly(acme.id());
            } finally {
                old.forEach(Node::close);
            }
        }
    }

    /** The shared poller of several tenants reads for all of them. */
    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aPollOfManyTenantsIsRefusedAfterTheContract(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server);
                var old = new Node(pool, FIRST)) {
            var poll = old.store.versionReader().orElseThrow();
            assertThat(poll.versions(Set.of("acme"))).containsOnlyKeys("acme");
            execute(pool, "UPDATE email_registry_schema SET min_library = 2");
            assertTooNew(() -> poll.versions(Set.of("acme")));
            execute(pool, "UPDATE email_registry_schema SET min_library = 1");
            assertThat(poll.versions(Set.of("acme"))).containsOnlyKeys("acme");
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aNodeThatWasRefusedWorksAgainAfterTheRequirementIsTakenBack(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server);
                var node = new Node(pool, FIRST)) {
            execute(pool, "UPDATE email_registry_schema SET min_library = 2");
            assertTooNew(() -> node.admin.add(CrashWriter.draft("Acme", 993)));
            execute(pool, "UPDATE email_registry_schema SET min_library = 1");
            EmailService acme = node.admin.add(CrashWriter.draft("Acme", 993));
            node.assertReads(node.connect("anna", acme), "correct horse");
        }
    }

    private static void assertRefused(Node old, Consumer<Node> read, ServiceId service) {
        assertTooNew(() -> read.accept(old));
        assertTooNew(
                () -> old.accounts.connect(new UserId("late"), CrashWriter.request(new AccountId("late"), service)));
        assertTooNew(() -> old.admin.add(CrashWriter.draft("Late", 993)));
        assertTooNew(() -> old.admin.purge(Rows.TUESDAY, 10));
    }

    private static void assertTooNew(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.SCHEMA_TOO_NEW))
                .hasMessageContaining("table version 2")
                .hasMessageContaining("Update the library");
    }

    private static void execute(DataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static long number(DataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
