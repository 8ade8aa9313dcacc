package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.Change;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.HealthRow;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the store with its n-th JDBC call going wrong: for every n in the profile {@code soak}, for some in the
 * others. Afterwards everything is as before or as after the operation, the answer agrees with it, the operation can be
 * repeated, and no connection is kept or given back changed.
 */
@Counted
class FaultIT {
    private static final AccountRow ANNA = Rows.account("anna", Optional.of(Rows.ACME));
    private static final AccountRow BEN = Rows.account("ben", Optional.of(Rows.ACME));
    private static final Operation INSERT = operation("insert", store -> store.insert(BEN, 1, Integer.MAX_VALUE));
    private static final List<Operation> OPERATIONS = List.of(
            new Operation("first use", store -> {}, JdbcRegistryStore::version, false),
            operation("catalog", JdbcRegistryStore::catalog),
            operation("account", store -> store.account(ANNA.id())),
            operation("accounts", store -> store.accounts(List.of(ANNA.id(), BEN.id()))),
            operation("page", store -> store.accounts(new AccountQuery.OfService(Rows.ACME), PageRequest.first(1))),
            operation("users", store -> store.users(Rows.ACME, PageRequest.first(1))),
            operation("changes", store -> store.changes(0, 10)),
            operation("commit", store -> store.commit(Rows.adding(store.version(), Rows.OTHER))),
            operation("removal", store -> store.commit(Rows.removing(store.version(), 1, Rows.ACME))),
            INSERT,
            operation("insert within limit", store -> store.insert(BEN, 1, 2)),
            operation(
                    "insert at a new door",
                    store -> store.insert(Rows.account("carl", Optional.empty()), 0, Integer.MAX_VALUE)),
            operation("insert all", store -> store.insertAll(List.of(BEN, Rows.account("dora", Optional.empty())))),
            operation("replace", store -> store.replace(ANNA, Rows.next(ANNA, Optional.of(Rows.ACME), true))),
            operation("move", store -> store.move(ANNA, Rows.next(ANNA, Optional.empty(), true), 0)),
            operation("delete", store -> store.delete(ANNA)),
            operation("purge", store -> store.purge(Rows.TUESDAY, 10)).inPieces(),
            operation("erase", store -> store.eraseActor("root", 10)).inPieces());

    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration HASTY = Duration.ofMillis(200);
    private static final int THREADS = 6;
    private static final AtomicInteger ROUNDS = new AtomicInteger();

    /** What goes wrong. */
    private enum Fault {
        /** The call fails, and the connection lives. */
        FAILS {
            @Override
            Object happen(Tap.Going going, @Nullable Cable cable) throws Throwable {
                throw new SQLException("made to fail", "XX000");
            }
        },
        /** The connection is lost before the call reaches the database. */
        LOST_BEFORE {
            @Override
            Object happen(Tap.Going going, @Nullable Cable cable) throws Throwable {
                going.cut();
                throw new SQLException("made to lose its connection", "08006");
            }
        },
        /** The database does what it is asked for, and the connection is lost before the answer arrives. */
        LOST_AFTER {
            @Override
            Object happen(Tap.Going going, @Nullable Cable cable) throws Throwable {
                if (going.proceed() instanceof Connection connection) {
                    // Nobody else can give it back.
                    connection.close();
                }
                going.cut();
                throw new SQLException("made to lose its answer", "08006");
            }
        },
        /** Another transaction is in the way. */
        CONFLICT {
            @Override
            Object happen(Tap.Going going, @Nullable Cable cable) throws Throwable {
                throw new SQLException("made to conflict", "40001");
            }
        },
        /** Neither the call nor anything after it reaches the database, and there is no answer. */
        HANGS {
            @Override
            Object happen(Tap.Going going, @Nullable Cable cable) throws Throwable {
                requireNonNull(cable).freeze();
                return going.proceed();
            }
        },
        /** The database does what it is asked for, and there is no answer. */
        HANGS_AFTER {
            @Override
            Object happen(Tap.Going going, @Nullable Cable cable) throws Throwable {
                requireNonNull(cable).freezeAnswers();
                return going.proceed();
            }
        };

        abstract Object happen(Tap.Going going, @Nullable Cable cable) throws Throwable;

        /** Whether a cable can be frozen that leads to the database. */
        boolean needsCable() {
            return this == HANGS || this == HANGS_AFTER;
        }
    }

    /**
     * What is done.
     *
     * @param pieces whether it consists of several transactions: it may be half done, and counts less the second time
     */
    private record Operation(
            String name,
            Consumer<JdbcRegistryStore> preparation,
            Function<JdbcRegistryStore, Object> work,
            boolean pieces) {
        Operation inPieces() {
            return new Operation(name, preparation, work, true);
        }

        /** Whether the tenant is not there yet. */
        boolean first() {
            return name.equals("first use");
        }
    }

    /** What is done to a service with one account. */
    private static Operation operation(String name, Function<JdbcRegistryStore, Object> work) {
        return new Operation(
                name,
                store -> {
                    store.commit(Rows.adding(store.version(), Rows.ACME));
                    store.insert(ANNA, 1, Integer.MAX_VALUE);
                },
                work,
                false);
    }

    /** All that a tenant has. */
    private record State(
            CatalogState catalog,
            List<Door> doors,
            List<AccountRow> accounts,
            List<Change> changes,
            List<HealthRow> health) {
        static State of(JdbcRegistryStore store) {
            return new State(
                    store.catalog(),
                    Stream.of(DoorId.of(Rows.ACME), DoorId.of(Rows.OTHER), DoorId.MANUAL)
                            .map(store::door)
                            .toList(),
                    store.accounts(new AccountQuery.All(), PageRequest.first(100))
                            .accounts(),
                    store.changes(0, 100).changes(),
                    store.health());
        }
    }

    /** A tenant in which an operation is ready to be done. */
    private static final class Scene implements AutoCloseable {
        final Tap tap;
        final JdbcRegistryStore store;
        final JdbcRegistryStore observer;

        /** In the way of the store, if its calls are to hang. */
        final @Nullable Cable cable;

        Scene(Server server, Operation operation, @Nullable Cable cable) throws SQLException {
            String tenant = UUID.randomUUID().toString();
            this.cable = cable;
            observer = JdbcRegistryStore.builder(server.pool()).tenant(tenant).build();
            operation.preparation().accept(observer);
            tap = new Tap(cable == null ? server.pool() : cable.dataSource());
            store = JdbcRegistryStore.builder(tap.dataSource())
                    .tenant(tenant)
                    .timeout(cable == null ? PATIENT : HASTY)
                    .build();
            if (!operation.first()) {
                // A hasty store may not get its answers in time when the machine is busy.
                Awaitility.await()
                        .ignoreExceptionsInstanceOf(StoreException.class)
                        .until(() -> store.version().revision() > 0);
            }
        }

        /** Who does it once more. */
        JdbcRegistryStore again() {
            return cable == null ? store : observer;
        }

        @Override
        public void close() throws IOException {
            if (cable != null) {
                cable.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    void theNthCallGoesWrong(Server server) throws Exception {
        goWrong(server, Sample.of(150, 5, 1), fault -> !fault.needsCable());
    }

    /** Of the calls that ask the database something: others cannot. H2 has no network inside the process. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void theNthCallHangs(Server server) throws Exception {
        goWrong(server, Sample.of(20, 5, 1), Fault::needsCable);
    }

    /** For each operation and fault: the first call, and others by random steps; with steps of one, every call. */
    private static void goWrong(Server server, int longestStep, Predicate<Fault> chosen) throws Exception {
        Servers.store(server.pool(), "none");
        var random = new Random(5);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> cases = new ArrayList<>();
            for (Operation operation : OPERATIONS) {
                var undisturbed = new Scene(server, operation, null);
                Optional<State> before =
                        operation.first() ? Optional.empty() : Optional.of(State.of(undisturbed.observer));
                undisturbed.tap.reset();
                Object result = operation.work().apply(undisturbed.store);
                List<Tap.Call> calls = undisturbed.tap.calls();
                State after = State.of(undisturbed.observer);
                var outcome = new Outcome(result, before.orElse(after), after);
                for (Fault fault : Stream.of(Fault.values()).filter(chosen).toList()) {
                    int step = 1 + random.nextInt(longestStep);
                    List<Integer> numbers = calls.stream()
                            .filter(call -> !fault.needsCable() || call.asksTheDatabase())
                            .map(Tap.Call::number)
                            .toList();
                    for (int i = 0; i < numbers.size(); i += step) {
                        int call = numbers.get(i);
                        cases.add(threads.submit(() -> goWrong(server, operation, fault, call, outcome)));
                    }
                }
            }
            for (Future<?> each : cases) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** What an operation gives, and changes, when nothing goes wrong. */
    private record Outcome(Object result, State before, State after) {}

    private static Object goWrong(Server server, Operation operation, Fault fault, int n, Outcome outcome)
            throws IOException, SQLException {
        String round = server + " " + operation.name() + " " + fault + " at call " + n;
        try (var scene = new Scene(server, operation, fault.needsCable() ? new Cable(server) : null)) {
            scene.tap.through((call, going) -> {
                if (call.number() != n) {
                    return going.proceed();
                }
                if (call.name().equals("close")) {
                    going.proceed();
                }
                return fault.happen(going, scene.cable);
            });
            @Nullable Object answer = null;
            try {
                answer = operation.work().apply(scene.store);
            } catch (StoreException e) {
                State now = State.of(scene.observer);
                if (e.kind() == StoreException.Kind.OUTCOME_UNKNOWN) {
                    assertThat(now).as(round).isIn(outcome.before(), outcome.after());
                } else if (!operation.pieces()) {
                    assertThat(now).as(round + ", " + e).isEqualTo(outcome.before());
                }
                assertThat(e.kind()).as(round).isNotEqualTo(StoreException.Kind.SCHEMA_MISSING);
            }
            scene.tap.reset();
            if (answer == null) {
                answer = operation.work().apply(scene.again());
            }
            if (!operation.pieces()) {
                assertThat(answer).as(round).isEqualTo(outcome.result());
            }
            assertThat(State.of(scene.observer)).as(round).isEqualTo(outcome.after());
            assertThat(scene.tap.open()).as(round).isZero();
            assertThat(scene.tap.spoiled()).as(round).isEmpty();
        }
        return ROUNDS.incrementAndGet();
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void aDatabaseThatDoesNotAnswerIsATimeoutAndNothingIsDone(Server server) throws SQLException {
        String tenant = UUID.randomUUID().toString();
        JdbcRegistryStore patient = Servers.store(server.pool(), tenant);
        INSERT.preparation().accept(patient);
        State before = State.of(patient);
        JdbcRegistryStore hasty = JdbcRegistryStore.builder(server.pool())
                .tenant(tenant)
                .timeout(Duration.ofMillis(300))
                .build();
        hasty.version();
        try (Connection holder = server.pool().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.executeUpdate("UPDATE email_registry_door SET arrivals = arrivals");
            assertThatThrownBy(() -> INSERT.work().apply(hasty))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.TIMEOUT));
            holder.rollback();
            holder.setAutoCommit(true);
        }
        assertThat(State.of(patient)).isEqualTo(before);
        assertThat(INSERT.work().apply(patient)).isEqualTo(InsertResult.INSERTED);
    }

    @AfterAll
    static void tell() {
        Counts.print("FaultIT", "faults", ROUNDS.toString());
    }
}
