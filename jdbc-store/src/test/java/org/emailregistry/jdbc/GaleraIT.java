package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.jdbc.Linearizability.Call;
import org.emailregistry.service.EmailService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Three nodes of the database, a registry at each, all of which write. */
@InProfileGalera
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GaleraIT {
    private static final int NODES = 3;
    private static final int OPERATIONS = Sample.of(1000, 1000, 3000);
    private static final long SEED = Long.getLong("history.seed", 20260101);

    private static @Nullable Galera started;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        started = Galera.start(NODES);
    }

    @AfterAll
    static void stop() {
        if (started != null) {
            started.close();
        }
    }

    private static Galera cluster() {
        return requireNonNull(started);
    }

    @Test
    @Order(1)
    void clusterIsTakenForOne() throws SQLException {
        try (HikariDataSource pool = cluster().pool(1);
                var connection = pool.getConnection()) {
            assertThat(Dialect.of(connection)).isEqualTo(Dialect.GALERA);
        }
    }

    @Test
    @Order(2)
    void whatNodesDoAtTheSameTimeIsLinearizable() throws Exception {
        run(pools(), historian -> {});
    }

    @Test
    @Order(3)
    void noMailboxIsLostUnseen() throws Exception {
        String tenant = UUID.randomUUID().toString();
        List<HikariDataSource> pools = pools();
        List<EmailServiceRegistry> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < NODES; i++) {
                nodes.add(HistoryIT.registry(Servers.store(pools.get(i), tenant)));
            }
            var race = new ClusterRaceIT();
            race.race(nodes);
            assertThat(Consistency.problems(pools.get(0), tenant)).isEmpty();
            Counts.print("race", "Galera, " + NODES + " nodes", race.counts());
        } finally {
            nodes.forEach(EmailServiceRegistry::close);
            pools.forEach(HikariDataSource::close);
        }
    }

    @Test
    @Order(4)
    void nodeThatIsKilledTakesNothingWithIt() throws Exception {
        List<HikariDataSource> pools = pools();
        pools.add(cluster().pool(NODES - 1, 0));
        run(pools, historian -> {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> historian.left() < OPERATIONS / 2);
            try {
                cluster().kill(NODES - 1);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    @Order(5)
    void nodeThatIsDeadIsPassedOver() {
        String tenant = UUID.randomUUID().toString();
        try (HikariDataSource first = cluster().pool(NODES - 1, 0);
                HikariDataSource second = cluster().pool(1);
                EmailServiceRegistry one = HistoryIT.registry(Servers.store(first, tenant));
                EmailServiceRegistry other = HistoryIT.registry(Servers.store(second, tenant))) {
            EmailService added = one.administration("x").add(CrashWriter.draft("Acme", 20_000));
            assertThat(other.administration("x").service(added.id())).contains(added);
        }
    }

    private static List<HikariDataSource> pools() {
        List<HikariDataSource> pools = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            pools.add(cluster().pool(i));
        }
        return pools;
    }

    private static void run(List<HikariDataSource> pools, Consumer<Historian> meanwhile) throws SQLException {
        String tenant = UUID.randomUUID().toString();
        List<EmailServiceRegistry> nodes = new ArrayList<>();
        try {
            for (HikariDataSource pool : pools) {
                nodes.add(HistoryIT.registry(Servers.store(pool, tenant)));
            }
            var historian = new Historian(SEED, nodes, OPERATIONS);
            CompletableFuture<List<Call<Model>>> run = CompletableFuture.supplyAsync(historian::record);
            meanwhile.accept(historian);
            Optional<String> violation = Linearizability.violation(Model.EMPTY, run.join());
            assertThat(violation.map(text -> "seed " + SEED + ": " + text)).isEmpty();
            assertThat(Consistency.problems(pools.get(0), tenant)).isEmpty();
            Counts.print("galera", pools.size() + " pools on " + NODES + " nodes, seed " + SEED, historian.toString());
        } finally {
            nodes.forEach(EmailServiceRegistry::close);
            pools.forEach(HikariDataSource::close);
        }
    }
}
