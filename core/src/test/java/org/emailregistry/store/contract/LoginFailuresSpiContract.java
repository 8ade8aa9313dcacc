package org.emailregistry.store.contract;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.DoorDecision;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.HealthRow;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.LoginFailuresRow;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;
import org.junit.jupiter.api.Test;

/** The SPI's counts of accounts that fail, and the erasure of an actor. */
interface LoginFailuresSpiContract extends NeedsDatabase {
    /** To the microsecond, which is what a store has to keep. */
    Instant MONDAY = Instant.parse("2026-02-02T04:05:06.123456Z");

    Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
    Instant WEDNESDAY = MONDAY.plus(Duration.ofDays(2));

    ServiceId SICK = new ServiceId("sick");
    ServiceId WELL = new ServiceId("well");

    String REJECTED = "CREDENTIALS_REJECTED";
    String TIMEOUT = "TIMEOUT";

    @Test
    default void aStandingIsReadBackExactly() {
        try (Database database = newDatabase();
                RegistryStore store = opened(database)) {
            AccountRow row = row("a", SICK, Optional.empty());
            store.insert(row, 1, 10);
            for (Optional<LoginFailuresRow> loginFailures : List.of(
                    failing(TIMEOUT, MONDAY),
                    Optional.of(new LoginFailuresRow(REJECTED, MONDAY, 1, Optional.empty())),
                    Optional.of(new LoginFailuresRow(REJECTED, MONDAY, Integer.MAX_VALUE, Optional.of(TUESDAY))),
                    Optional.<LoginFailuresRow>empty())) {
                AccountRow next = next(row, row.service(), loginFailures);
                assertThat(store.replace(row, next)).isTrue();
                assertThat(store.account(row.id()).orElseThrow().account()).isEqualTo(next);
                row = next;
            }
        }
    }

    @Test
    default void accountsThatFailAreCountedByDoorAndOutcome() {
        try (Database database = newDatabase();
                RegistryStore store = opened(database);
                RegistryStore other = database.connect()) {
            assertThat(store.health()).isEmpty();
            AccountRow a = row("a", SICK, Optional.empty());
            AccountRow b = row("b", SICK, failing(REJECTED, TUESDAY));
            AccountRow c = manual("c", failing(REJECTED, WEDNESDAY));
            store.insert(a, 1, 10);
            store.insert(b, 1, 10);
            assertThat(store.insertAll(List.of(c))).containsExactly(InsertResult.INSERTED);
            assertThat(other.health())
                    .containsExactlyInAnyOrder(
                            new HealthRow(DoorId.of(SICK), REJECTED, 1, TUESDAY),
                            new HealthRow(DoorId.MANUAL, REJECTED, 1, WEDNESDAY));

            AccountRow rejected = next(a, a.service(), failing(REJECTED, WEDNESDAY));
            store.replace(a, rejected);
            assertThat(other.health()).contains(new HealthRow(DoorId.of(SICK), REJECTED, 2, TUESDAY));
            AccountRow slow = next(rejected, a.service(), failing(TIMEOUT, WEDNESDAY));
            store.replace(rejected, slow);
            assertThat(store.health())
                    .containsExactlyInAnyOrder(
                            new HealthRow(DoorId.of(SICK), REJECTED, 1, TUESDAY),
                            new HealthRow(DoorId.of(SICK), TIMEOUT, 1, WEDNESDAY),
                            new HealthRow(DoorId.MANUAL, REJECTED, 1, WEDNESDAY));

            assertThat(store.move(slow, next(slow, Optional.of(WELL), slow.loginFailures()), 1))
                    .isEqualTo(InsertResult.INSERTED);
            assertThat(store.delete(b)).isTrue();
            assertThat(store.delete(c)).isTrue();
            assertThat(other.health()).containsExactly(new HealthRow(DoorId.of(WELL), TIMEOUT, 1, WEDNESDAY));
        }
    }

    @Test
    default void whatBeginsToFailAgainFailsSinceThen() {
        try (Database database = newDatabase();
                RegistryStore store = opened(database)) {
            AccountRow failed = row("a", SICK, failing(TIMEOUT, MONDAY));
            store.insert(failed, 1, 10);
            AccountRow well = next(failed, failed.service(), Optional.empty());
            store.replace(failed, well);
            assertThat(store.health()).isEmpty();
            store.replace(well, next(well, well.service(), failing(TIMEOUT, WEDNESDAY)));
            assertThat(store.health()).containsExactly(new HealthRow(DoorId.of(SICK), TIMEOUT, 1, WEDNESDAY));
        }
    }

    @Test
    default void aStepThatIsRefusedOrChangesNeitherDoorNorOutcomeCountsNothing() {
        try (Database database = newDatabase();
                RegistryStore store = opened(database)) {
            AccountRow a = row("a", SICK, failing(REJECTED, MONDAY));
            store.insert(a, 1, 10);
            List<HealthRow> before = store.health();
            assertThat(store.insert(a, 1, 10)).isEqualTo(InsertResult.ALREADY_CONNECTED);
            assertThat(store.insert(row("b", SICK, failing(REJECTED, MONDAY)), 9, 10))
                    .isEqualTo(InsertResult.DOOR_CLOSED_OR_MOVED);
            assertThat(store.insertAll(List.of(a))).containsExactly(InsertResult.ALREADY_CONNECTED);
            AccountRow worse =
                    next(a, a.service(), Optional.of(new LoginFailuresRow(REJECTED, MONDAY, 7, Optional.of(TUESDAY))));
            assertThat(store.replace(a, worse)).isTrue();
            AccountRow stale = next(a, a.service(), Optional.empty());
            assertThat(store.replace(a, stale)).isFalse();
            assertThat(store.delete(a)).isFalse();
            assertThat(store.move(a, stale, 1)).isEqualTo(InsertResult.ALREADY_CONNECTED);
            assertThat(store.move(worse, next(worse, worse.service(), Optional.empty()), 9))
                    .isEqualTo(InsertResult.DOOR_CLOSED_OR_MOVED);
            assertThat(store.health()).isEqualTo(before);
            assertThat(store.delete(worse)).isTrue();
            assertThat(store.delete(worse)).isTrue();
            assertThat(store.health()).isEmpty();
        }
    }

    @Test
    default void theCountsAreWhatCountingWouldGiveWhateverWasDone() {
        for (int seed = 0; seed < 5; seed++) {
            try (Database database = newDatabase();
                    RegistryStore store = opened(database)) {
                var random = new Random(seed);
                List<Optional<LoginFailuresRow>> standings =
                        List.of(Optional.empty(), failing(REJECTED, MONDAY), failing(TIMEOUT, MONDAY));
                Map<String, AccountRow> rows = new HashMap<>();
                for (int step = 0; step < 60; step++) {
                    String id = "account " + random.nextInt(5);
                    ServiceId service = random.nextBoolean() ? SICK : WELL;
                    Optional<LoginFailuresRow> loginFailures = standings.get(random.nextInt(standings.size()));
                    AccountRow seen = rows.get(id);
                    if (seen == null) {
                        rows.put(id, row(id, service, loginFailures));
                        store.insert(rows.get(id), 1, 10);
                    } else if (random.nextInt(4) == 0) {
                        rows.remove(id);
                        store.delete(seen);
                    } else {
                        AccountRow next =
                                next(seen, random.nextBoolean() ? seen.service() : Optional.of(service), loginFailures);
                        rows.put(id, next);
                        boolean done = next.door().equals(seen.door())
                                ? store.replace(seen, next)
                                : store.move(seen, next, 1) == InsertResult.INSERTED;
                        assertThat(done).isTrue();
                    }
                    assertThat(counts(store)).as("seed %s, step %s", seed, step).isEqualTo(count(rows));
                }
            }
        }
    }

    private static Map<String, Long> counts(RegistryStore store) {
        return store.health().stream().collect(toMap(row -> row.door() + row.outcome(), HealthRow::failing));
    }

    private static Map<String, Long> count(Map<String, AccountRow> rows) {
        return rows.values().stream()
                .filter(row -> row.loginFailures().isPresent())
                .collect(groupingBy(
                        row -> row.door() + row.loginFailures().orElseThrow().outcome(),
                        java.util.stream.Collectors.counting()));
    }

    @Test
    default void noFailureIsCountedTwiceOrLostInARace() throws Exception {
        try (Database database = newDatabase();
                RegistryStore store = opened(database);
                RegistryStore other = database.connect()) {
            int accounts = 8;
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<Boolean>> done = new ArrayList<>();
                for (int i = 0; i < accounts; i++) {
                    AccountRow well = row("account " + i, SICK, Optional.empty());
                    store.insert(well, 1, 10);
                    AccountRow rejected = next(well, well.service(), failing(REJECTED, MONDAY));
                    for (RegistryStore node : List.of(store, other)) {
                        Callable<Boolean> report = () -> node.replace(well, rejected);
                        done.add(threads.submit(report));
                    }
                }
                int won = 0;
                for (Future<Boolean> report : done) {
                    won += report.get() ? 1 : 0;
                }
                assertThat(won).isEqualTo(accounts);
                assertThat(store.health()).containsExactly(new HealthRow(DoorId.of(SICK), REJECTED, accounts, MONDAY));
            } finally {
                threads.shutdown();
            }
        }
    }

    @Test
    default void countsEndWithTheServiceThatIsPurged() {
        try (Database database = newDatabase();
                RegistryStore store = opened(database)) {
            AccountRow a = row("a", SICK, failing(REJECTED, MONDAY));
            store.insert(a, 1, 10);
            assertThat(store.commit(commit(
                            store.version(), "removal", List.of(service(SICK, 2, Optional.of(MONDAY))), List.of())))
                    .isEqualTo(CommitResult.COMMITTED);
            store.purge(TUESDAY, 10);
            assertThat(store.health()).containsExactly(new HealthRow(DoorId.of(SICK), REJECTED, 1, MONDAY));
            store.delete(store.account(a.id()).orElseThrow().account());
            store.purge(TUESDAY, 10);
            assertThat(store.health()).isEmpty();
        }
    }

    @Test
    default void anActorIsErasedFromTheHistoryPieceByPiece() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect();
                RegistryStore other = database.connect()) {
            for (String actor : List.of("mary", "Mary", "mary ", "mary", "paul", "mary")) {
                CatalogVersion seen = store.version();
                store.commit(commit(seen, "by " + actor + seen.revision(), List.of(), List.of(actor, "paul")));
            }
            List<Change> before = store.changes(0, 100).changes();
            assertThat(store.eraseActor("nobody", 10)).isZero();
            assertThat(store.eraseActor("mary", 2)).isEqualTo(2);
            assertThat(actors(other)).containsOnlyOnce("mary");
            assertThat(store.eraseActor("mary", 2)).isEqualTo(1);
            assertThat(store.eraseActor("mary", 2)).isZero();
            assertThat(other.changes(0, 100).changes())
                    .isEqualTo(before.stream()
                            .map(change -> change.actor().equals("mary") ? change.withoutActor() : change)
                            .toList());
            assertThat(actors(other)).contains("Mary", "mary ", "paul", Change.ERASED);
        }
    }

    private static List<String> actors(RegistryStore store) {
        return store.changes(0, 100).changes().stream().map(Change::actor).toList();
    }

    /** A store with two services, whose doors are open at revision 1. */
    private static RegistryStore opened(Database database) {
        RegistryStore store = database.connect();
        assertThat(store.commit(commit(
                        CatalogVersion.EMPTY,
                        "services",
                        List.of(service(SICK, 1, Optional.empty()), service(WELL, 1, Optional.empty())),
                        List.of("root"))))
                .isEqualTo(CommitResult.COMMITTED);
        return store;
    }

    private static ServiceRow service(ServiceId id, long revision, Optional<Instant> removedAt) {
        var server = new ServerRow("imap.acme.example:993", "TLS", "AS_TYPED");
        var definition = new ServiceDefinition(
                id.value(),
                new SettingsRow(server, server),
                List.of("PASSWORD"),
                List.of(),
                Optional.empty(),
                List.of(),
                new CatalogVersion(1, "services"));
        return new ServiceRow(id, Optional.of(definition), false, revision, removedAt, "", Optional.empty());
    }

    private static CatalogCommit commit(
            CatalogVersion seen, String commitId, List<ServiceRow> services, List<String> actors) {
        var next = new CatalogVersion(seen.revision() + 1, commitId);
        List<DoorDecision> doors = services.stream()
                .map(row ->
                        new DoorDecision(DoorId.of(row.id()), 1, row.removedAt().isEmpty(), OptionalLong.empty()))
                .toList();
        List<String> everybody = actors.isEmpty() ? List.of("root") : actors;
        List<Change> changes = everybody.stream()
                .map(actor -> new Change(
                        next.revision(),
                        MONDAY,
                        actor,
                        Change.Kind.EDITED,
                        Optional.of(SICK),
                        "Sick",
                        Map.of("NAME", "mary"),
                        Map.of(),
                        List.of(),
                        "mary asked for it"))
                .toList();
        return new CatalogCommit(
                seen, next, MONDAY, "operation of " + commitId, services, Optional.empty(), doors, changes);
    }

    private static Optional<LoginFailuresRow> failing(String outcome, Instant since) {
        return Optional.of(new LoginFailuresRow(outcome, since, outcome.equals(REJECTED) ? 1 : 0, Optional.empty()));
    }

    private static AccountRow row(String id, ServiceId service, Optional<LoginFailuresRow> loginFailures) {
        return row(id, Optional.of(service), Optional.empty(), loginFailures, 1);
    }

    private static AccountRow manual(String id, Optional<LoginFailuresRow> loginFailures) {
        var server = new ServerRow("mail.home.example:993", "TLS", "AS_TYPED");
        return row(id, Optional.empty(), Optional.of(new SettingsRow(server, server)), loginFailures, 1);
    }

    private static AccountRow next(
            AccountRow row, Optional<ServiceId> service, Optional<LoginFailuresRow> loginFailures) {
        return row(row.id().value(), service, row.manual(), loginFailures, row.version() + 1);
    }

    private static AccountRow row(
            String id,
            Optional<ServiceId> service,
            Optional<SettingsRow> manual,
            Optional<LoginFailuresRow> loginFailures,
            long version) {
        return new AccountRow(
                new AccountId(id),
                new UserId("user of " + id),
                id + "@acme.example",
                id,
                Optional.empty(),
                service,
                manual,
                "USER",
                Optional.empty(),
                loginFailures,
                1,
                version,
                "operation " + version + " on " + id,
                MONDAY,
                MONDAY);
    }
}
