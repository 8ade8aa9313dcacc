package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.jdbc.Linearizability.Call;
import org.emailregistry.store.Change;
import org.emailregistry.store.RegistryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What several nodes do at the same time, at each isolation, could have been done by one after the other. Ten
 * thousand operations a database and isolation in the profile {@code soak}, otherwise a few hundred; another seed is taken with
 * {@code -Dhistory.seed}.
 */
@Counted
class HistoryIT {
    private static final int OPERATIONS = Sample.of(300, 3_400, 10_000);
    private static final long SEED = Long.getLong("history.seed", 20260101);

    static Stream<Arguments> databases() {
        return Stream.of("H2", "PostgreSQL", "MariaDB")
                .flatMap(database -> Stream.of("default", "TRANSACTION_SERIALIZABLE")
                        .flatMap(isolation -> Stream.of(2, 4).map(nodes -> Arguments.of(database, isolation, nodes))));
    }

    @ParameterizedTest(name = "{0}, isolation {1}, {2} nodes")
    @MethodSource("databases")
    void whatNodesDoAtTheSameTimeIsLinearizable(String database, String isolation, int nodes) throws SQLException {
        String url = url(database);
        List<HikariDataSource> pools = new ArrayList<>();
        List<EmailServiceRegistry> registries = new ArrayList<>();
        String tenant = UUID.randomUUID().toString();
        try {
            for (int i = 0; i < nodes; i++) {
                pools.add(pool(url, user(database), isolation));
                registries.add(registry(Servers.store(pools.get(i), tenant)));
            }
            check(database + ", isolation " + isolation, registries, pools.get(0), tenant, nodes);
        } finally {
            registries.forEach(EmailServiceRegistry::close);
            pools.forEach(HikariDataSource::close);
        }
    }

    /** That the check finds something: one node of two looks at the catalog every fifth time only. */
    @Test
    void nodeThatSeesTheCatalogLateIsFound() {
        // Where threads are run one after the other, a history need not show it.
        Optional<String> found = LongStream.range(SEED, SEED + 50)
                .boxed()
                .flatMap(seed -> violationOfALateNode(seed).stream())
                .findFirst();
        assertThat(found)
                .hasValueSatisfying(
                        text -> assertThat(text).contains("not linearizable").contains("in the window"));
    }

    private static Optional<String> violationOfALateNode(long seed) {
        try (H2 database = H2.open("mem:" + UUID.randomUUID());
                EmailServiceRegistry right = registry(database.connect());
                EmailServiceRegistry late = registry(seesVersionsLate(database.connect()))) {
            return Linearizability.violation(Model.EMPTY, new Historian(seed, List.of(right, late), 300).record());
        }
    }

    private static RegistryStore seesVersionsLate(RegistryStore store) {
        var calls = new AtomicInteger();
        var last = new AtomicReference<>(store.version());
        return (RegistryStore) Proxy.newProxyInstance(
                RegistryStore.class.getClassLoader(), new Class<?>[] {RegistryStore.class}, (proxy, method, given) -> {
                    if (method.getName().equals("version")) {
                        return calls.incrementAndGet() % 5 == 0
                                ? last.updateAndGet(before -> store.version())
                                : last.get();
                    }
                    try {
                        return method.invoke(store, given);
                    } catch (InvocationTargetException e) {
                        throw requireNonNull(e.getCause());
                    }
                });
    }

    private static void check(
            String what, List<EmailServiceRegistry> registries, HikariDataSource pool, String tenant, int nodes)
            throws SQLException {
        List<List<Change>> told = new ArrayList<>();
        for (EmailServiceRegistry registry : registries) {
            List<Change> changes = new CopyOnWriteArrayList<>();
            told.add(changes);
            registry.onChange(changes::add);
        }
        // Half of the operations each with two nodes and with four.
        var historian = new Historian(SEED, registries, OPERATIONS / 2);
        List<Call<Model>> calls = historian.record();
        Optional<String> violation = Linearizability.violation(Model.EMPTY, calls);
        assertThat(violation.map(text -> "seed " + SEED + ": " + text)).isEmpty();
        long revision = registries.get(0).administration("x").catalog().revision();
        assertThat(Consistency.problems(pool, tenant)).isEmpty();
        for (List<Change> changes : told) {
            Awaitility.await().until(() -> changes.size() >= revision);
            assertThat(changes.stream().mapToLong(Change::revision))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, revision).boxed().toList());
        }
        Counts.print(
                "history", what + ", " + nodes + " nodes, seed " + SEED, historian + ", " + revision + " revisions");
    }

    private static String url(String database) throws SQLException {
        return switch (database) {
            case "PostgreSQL" ->
                Servers.postgreSql().unwrap(HikariDataSource.class).getJdbcUrl();
            case "MariaDB" -> Servers.mariaDb().unwrap(HikariDataSource.class).getJdbcUrl();
            default -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        };
    }

    private static String user(String database) {
        return switch (database) {
            case "PostgreSQL" -> "postgres";
            case "MariaDB" -> "root";
            default -> "sa";
        };
    }

    private static HikariDataSource pool(String url, String user, String isolation) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(1);
        if (!isolation.equals("default")) {
            config.setTransactionIsolation(isolation);
        }
        return new HikariDataSource(config);
    }

    static EmailServiceRegistry registry(RegistryStore store) {
        return EmailServiceRegistry.builder(store).cipher(Historian.cipher()).build();
    }
}
