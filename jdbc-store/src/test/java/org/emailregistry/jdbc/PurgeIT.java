package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.PurgeResult;
import org.emailregistry.store.RegistryStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a purge says when others change something between two of its statements. */
class PurgeIT {
    /** More than one step of a purge. */
    private static final int ACCOUNTS = 120;

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aPurgeDuringWhichAServiceIsBroughtBackAndRemovedAgainSaysThatMoreIsLeft(Server server) {
        var tap = new Tap(server.pool());
        String tenant = UUID.randomUUID().toString();
        try (RegistryStore store = Servers.store(tap.dataSource(), tenant);
                RegistryStore other = Servers.store(server.pool(), tenant)) {
            other.commit(Rows.adding(other.version(), Rows.ACME));
            List<AccountRow> accounts = new ArrayList<>();
            for (int i = 0; i < ACCOUNTS; i++) {
                accounts.add(Rows.account("a" + i, Optional.of(Rows.ACME)));
            }
            other.insertAll(accounts);
            other.commit(Rows.removing(other.version(), Rows.MONDAY, Rows.ACME));

            before(tap, "SET purges", 2, () -> comeAndGo(other));
            PurgeResult interrupted = store.purge(Rows.TUESDAY, 1000);
            assertThat(interrupted.credentials()).isEqualTo(100);
            assertThat(interrupted.more()).isTrue();
            PurgeResult last = store.purge(Rows.TUESDAY, 1000);
            assertThat(last.credentials()).isEqualTo(ACCOUNTS - 100 + 1);
            assertThat(last.more()).isFalse();
            assertThat(store.accounts(new AccountQuery.All(), PageRequest.first(1000))
                            .accounts())
                    .hasSize(ACCOUNTS)
                    .allMatch(row -> row.credentials().isEmpty());
        }
    }

    /** The service comes back, somebody whose credentials were purged enters them again, and it is removed again. */
    private static void comeAndGo(RegistryStore store) {
        assertThat(store.commit(Rows.adding(store.version(), Rows.ACME))).isEqualTo(CommitResult.COMMITTED);
        AccountRow purged =
                store.accounts(new AccountQuery.OfService(Rows.ACME), PageRequest.first(1000)).accounts().stream()
                        .filter(row -> row.credentials().isEmpty())
                        .findFirst()
                        .orElseThrow();
        assertThat(store.replace(purged, Rows.next(purged, purged.service(), false)))
                .isTrue();
        assertThat(store.commit(Rows.removing(store.version(), Rows.MONDAY.plusSeconds(60), Rows.ACME)))
                .isEqualTo(CommitResult.COMMITTED);
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aPurgeThatFindsEntriesOfTheHistoryPurgedByAnotherSaysThatMoreMayBeLeft(Server server) {
        var tap = new Tap(server.pool());
        String tenant = UUID.randomUUID().toString();
        try (RegistryStore store = Servers.store(tap.dataSource(), tenant);
                RegistryStore other = Servers.store(server.pool(), tenant)) {
            for (int i = 0; i < 3; i++) {
                other.commit(Rows.adding(other.version(), Rows.ACME));
            }
            before(tap, "SET purged_through", 1, () -> other.purge(Rows.TUESDAY, 1));
            PurgeResult faster = store.purge(Rows.TUESDAY, 1);
            assertThat(faster.changes()).isZero();
            assertThat(faster.more()).isTrue();
            assertThat(store.purge(Rows.TUESDAY, 10).changes()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aPurgeThatFindsAServicePurgedByAnotherSaysThatMoreMayBeLeft(Server server) {
        var tap = new Tap(server.pool());
        String tenant = UUID.randomUUID().toString();
        try (RegistryStore store = Servers.store(tap.dataSource(), tenant);
                RegistryStore other = Servers.store(server.pool(), tenant)) {
            Instant removed = Rows.MONDAY.plusSeconds(60);
            for (String id : List.of("a", "b", "c")) {
                other.commit(Rows.adding(other.version(), new ServiceId(id)));
                other.commit(Rows.removing(other.version(), removed, new ServiceId(id)));
            }
            // The history alone.
            other.purge(removed, 10);
            before(tap, "DELETE FROM email_registry_door", 1, () -> other.purge(Rows.TUESDAY, 1));
            assertThat(store.purge(Rows.TUESDAY, 2).more()).isTrue();
            store.purge(Rows.TUESDAY, 2);
            assertThat(store.catalog().services()).isEmpty();
        }
    }

    /** Lets something happen just before a statement is executed for the given time. */
    private static void before(Tap tap, String sql, int time, Runnable action) {
        var times = new AtomicInteger();
        tap.through((call, going) -> {
            if (call.executes() && call.sql().contains(sql) && times.incrementAndGet() == time) {
                action.run();
            }
            return going.proceed();
        });
    }
}
