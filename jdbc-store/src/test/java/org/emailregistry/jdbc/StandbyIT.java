package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.jdbc.Linearizability.Call;
import org.emailregistry.service.EmailService;
import org.emailregistry.store.CatalogVersion;
import org.junit.jupiter.api.Test;

/** PostgreSQL with a standby, which is promoted while nodes work. */
@InProfileLong
class StandbyIT {
    private static final int OPERATIONS = Sample.of(1000, 1000, 3000);
    private static final long SEED = Long.getLong("history.seed", 20260101);

    @Test
    void whatWasAcknowledgedSurvivesThePromotionOfASynchronousStandby() throws Exception {
        List<HikariDataSource> pools = new ArrayList<>();
        List<EmailServiceRegistry> nodes = new ArrayList<>();
        try (Standby pair = Standby.start()) {
            for (int i = 0; i < 3; i++) {
                pools.add(pair.pool());
                nodes.add(HistoryIT.registry(Servers.store(pools.get(i), "acme")));
            }
            var historian = new Historian(SEED, nodes, OPERATIONS);
            CompletableFuture<List<Call<Model>>> run = CompletableFuture.supplyAsync(historian::record);
            Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> historian.left() < OPERATIONS / 2);
            pair.failOver();
            assertThat(Linearizability.violation(Model.EMPTY, run.join()).map(text -> "seed " + SEED + ": " + text))
                    .isEmpty();
            assertThat(Consistency.problems(pools.get(0), "acme")).isEmpty();
            Counts.print("standby", "promoted in the middle, 3 nodes, seed " + SEED, historian.toString());
        } finally {
            nodes.forEach(EmailServiceRegistry::close);
            pools.forEach(HikariDataSource::close);
        }
    }

    /** A standby that is not synchronous loses commits; then a revision comes a second time, with another commit. */
    @Test
    void revisionThatComesASecondTimeIsNotTakenForTheFirst() throws Exception {
        try (Standby pair = Standby.start();
                HikariDataSource pool = pair.pool()) {
            JdbcRegistryStore store = Servers.store(pool, "acme");
            try (EmailServiceRegistry one = HistoryIT.registry(store);
                    EmailServiceRegistry two = HistoryIT.registry(Servers.store(pool, "acme"))) {
                Administration admin = one.administration("x");
                admin.add(CrashWriter.draft("Kept", 20_000));
                pair.separate();
                EmailService lost = admin.add(CrashWriter.draft("Lost", 20_001));
                CatalogVersion before = store.version();
                assertThat(two.administration("x").service(lost.id())).isPresent();

                pair.failOver();
                Awaitility.await()
                        .ignoreExceptions()
                        .until(() -> store.version().revision() == 1);
                EmailService second = admin.add(CrashWriter.draft("Second", 20_002));
                assertThat(second.revision()).isEqualTo(lost.revision());
                assertThat(store.version().revision()).isEqualTo(before.revision());
                assertThat(store.version()).isNotEqualTo(before);
                assertThat(two.administration("x").catalog().services())
                        .extracting(EmailService::name)
                        .containsExactly("Kept", "Second");
            }
        }
    }
}
