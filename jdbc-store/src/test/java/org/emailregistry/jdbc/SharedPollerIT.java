package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.Poller;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Many tenants of a process that share a poller. */
@Execution(ExecutionMode.CONCURRENT)
class SharedPollerIT {
    private static final String BATCH = "SELECT t.name, t.revision";

    /** Tenants of one database, each with a registry, and one poller for all of them. */
    private static final class Tenants implements AutoCloseable {
        final Tap tap;
        final Poller poller;
        final List<EmailServiceRegistry> registries = new ArrayList<>();
        final List<BlockingQueue<String>> told = new ArrayList<>();
        /** How many statements there had been when the poller came to the first tenant, each time. */
        final BlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();

        private final String prefix = UUID.randomUUID() + " ";
        private final DataSource pool;
        private final DataSource tapped;

        Tenants(DataSource pool, Poller poller) {
            this.pool = pool;
            this.poller = poller;
            tap = new Tap(pool);
            tapped = tap.dataSource();
            Servers.store(pool, name(0));
        }

        String name(int tenant) {
            return prefix + tenant;
        }

        /** So many in all. All of them know their catalog, and listen. */
        Tenants grow(int size) {
            while (registries.size() < size) {
                boolean first = registries.isEmpty();
                var store = JdbcRegistryStore.builder(tapped)
                        .tenant(name(registries.size()))
                        .build();
                EmailServiceRegistry registry = EmailServiceRegistry.builder(store)
                        .poller(poller)
                        .ticker(first ? this::tickAndCount : System::nanoTime)
                        .build();
                registry.offer();
                var changes = new LinkedBlockingQueue<String>();
                registry.onChange(change -> changes.add(change.name()));
                registries.add(registry);
                told.add(changes);
            }
            return this;
        }

        private long tickAndCount() {
            if (Thread.currentThread().getName().equals("email-registry-poller")) {
                rounds.add(tap.statements().size());
            }
            return System.nanoTime();
        }

        /** How many statements each of the next rounds takes. */
        List<Integer> statementsOfRounds() throws InterruptedException {
            tap.reset();
            rounds.clear();
            // A round may be under way, and have begun before all tenants listened.
            next(rounds);
            next(rounds);
            List<Integer> statements = new ArrayList<>();
            int before = next(rounds);
            for (int i = 0; i < 3; i++) {
                int after = next(rounds);
                statements.add(after - before);
                before = after;
            }
            return statements;
        }

        /** Another node of a tenant adds a service. */
        void add(int tenant, String service) {
            var store = JdbcRegistryStore.builder(pool).tenant(name(tenant)).build();
            try (EmailServiceRegistry other =
                    EmailServiceRegistry.builder(store).build()) {
                other.administration("root")
                        .add(ServiceDraft.named(service)
                                .withSmtp("smtp.acme.example:465", true)
                                .withImap("imap.acme.example:993", ConnectionSecurity.TLS));
            }
        }

        @Override
        public void close() {
            registries.forEach(EmailServiceRegistry::close);
        }
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return requireNonNull(queue.poll(30, TimeUnit.SECONDS), "nothing came");
    }

    private static Poller poller() {
        return Poller.every(Duration.ofMillis(50));
    }

    static List<Server> sample() {
        return Server.sample();
    }

    @ParameterizedTest
    @MethodSource("sample")
    void fiveHundredTenantsAreAskedAboutWithOneStatementARound(Server server) throws InterruptedException {
        try (Poller poller = poller();
                var tenants = new Tenants(server.pool(), poller)) {
            assertThat(tenants.grow(3).statementsOfRounds()).containsExactly(1, 1, 1);
            assertThat(tenants.tap.statements()).allMatch(sql -> sql.startsWith(BATCH));
            assertThat(tenants.grow(500).statementsOfRounds()).containsExactly(1, 1, 1);
            assertThat(tenants.grow(501).statementsOfRounds()).containsExactly(2, 2, 2);
            tenants.add(500, "Acme");
            assertThat(next(tenants.told.get(500))).isEqualTo("Acme");
            Counts.print("SharedPollerIT", server.name(), "501 tenants, 2 statements a round");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachTenantIsToldOfItsOwnChangesInOrder(Server server) throws InterruptedException {
        try (Poller poller = poller();
                var tenants = new Tenants(server.pool(), poller)) {
            tenants.grow(3);
            for (int i = 0; i < 12; i++) {
                tenants.add(i % 3, "Service " + i);
            }
            for (int i = 0; i < 12; i++) {
                assertThat(next(tenants.told.get(i % 3))).isEqualTo("Service " + i);
            }
            assertThat(tenants.told).allMatch(BlockingQueue::isEmpty);
        }
    }

    @ParameterizedTest
    @EnumSource
    void offersAreAnsweredFromMemoryAsLongAsThePollerLooks(Server server) throws InterruptedException {
        try (Poller poller = poller();
                var tenants = new Tenants(server.pool(), poller)) {
            tenants.grow(2).statementsOfRounds();
            tenants.tap.reset();
            IntStream.range(0, 100).forEach(i -> tenants.registries.get(i % 2).offer());
            assertThat(tenants.tap.statements()).allMatch(sql -> sql.startsWith(BATCH));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTenantWhoseRowsAreDamagedOrGoneDisturbsNoOther(Server server) throws InterruptedException, SQLException {
        try (Poller poller = poller();
                var tenants = new Tenants(server.pool(), poller)) {
            tenants.grow(3);
            tenants.add(1, "Damaged");
            assertThat(next(tenants.told.get(1))).isEqualTo("Damaged");
            try (Connection connection = server.pool().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM email_registry_tenant WHERE id = " + id(connection, tenants.name(0)));
                statement.execute("UPDATE email_registry_service SET smtp_address = 'nowhere', smtp_security = 'SSL'"
                        + " WHERE tenant = " + id(connection, tenants.name(1)));
            }
            tenants.add(2, "Sound");
            assertThat(next(tenants.told.get(2))).isEqualTo("Sound");
            tenants.add(1, "Sound, too");
            assertThat(next(tenants.told.get(1))).isEqualTo("Sound, too");
        }
    }

    private static long id(Connection connection, String tenant) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT id FROM email_registry_tenant WHERE name = ?")) {
            Dialect.of(connection).setKey(statement, 1, tenant);
            try (var row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatFailsIsAskedOnceARoundForAllItsTenantsAndHarmsThoseOfNoOther(Server server)
            throws InterruptedException {
        try (Poller poller = poller();
                var failing = new Tenants(server.pool(), poller);
                var other = new Tenants(Server.H2.pool(), poller)) {
            failing.grow(3);
            other.grow(3);
            failing.statementsOfRounds();
            failing.tap.through((call, going) -> {
                if (call.executes()) {
                    throw new SQLException("on purpose", "42000");
                }
                return going.proceed();
            });
            failing.rounds.clear();
            failing.add(1, "Meanwhile");
            other.add(2, "Elsewhere");
            assertThat(next(other.told.get(2))).isEqualTo("Elsewhere");
            next(failing.rounds);
            int before = next(failing.rounds);
            int after = next(failing.rounds);
            assertThat(after - before).isEqualTo(1);
            failing.tap.reset();
            assertThat(next(failing.told.get(1))).isEqualTo("Meanwhile");
        }
    }
}
