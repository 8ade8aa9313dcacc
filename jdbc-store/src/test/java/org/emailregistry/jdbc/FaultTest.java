package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.Change;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.HealthRow;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the store with its n-th JDBC call going wrong, for some n, one in five of all in the profile
 * {@code long}: afterwards everything is as before or as after the operation, the answer agrees with it, the operation can be repeated, and no connection is kept or given back
 * changed.
 */
class FaultTest {
    private static final AccountRow ANNA = Rows.account("anna", Optional.of(Rows.ACME));
    private static final AccountRow BEN = Rows.account("ben", Optional.of(Rows.ACME));
    private static final Operation INSERT = operation("insert", store -> store.insert(BEN, 1, Integer.MAX_VALUE));
    private static final List<Operation> OPERATIONS = List.of(
            new Operation("first use", store -> {}, JdbcRegistryStore::version, false),
            operation("catalog", JdbcRegistryStore::catalog),
            operation("account", store -> store.account(ANNA.id())),
            operation("accounts", store -> store.accounts(List.of(ANNA.id(), BEN.id()))),
            operation("page", store -> store.accounts(new AccountQuery.OfService(Rows.ACME), Optional.empty(), 1)),
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

    private static int rounds;

    /** What goes wrong. */
    private enum Fault {
        /** The call fails, and the connection lives. */
        FAILS {
            @Override
            Object happen(Tap.Going going) throws Throwable {
                throw new SQLException("made to fail", "XX000");
            }
        },
        /** The connection is lost before the call reaches the database. */
        LOST_BEFORE {
            @Override
            Object happen(Tap.Going going) throws Throwable {
                going.cut();
                throw new SQLException("made to lose its connection", "08006");
            }
        },
        /** The database does what it is asked for, and the connection is lost before the answer arrives. */
        LOST_AFTER {
            @Override
            Object happen(Tap.Going going) throws Throwable {
                going.proceed();
                going.cut();
                throw new SQLException("made to lose its answer", "08006");
            }
        },
        /** Another transaction is in the way. */
        CONFLICT {
            @Override
            Object happen(Tap.Going going) throws Throwable {
                throw new SQLException("made to conflict", "40001");
            }
        };

        abstract Object happen(Tap.Going going) throws Throwable;
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
                    store.accounts(new AccountQuery.All(), Optional.empty(), 100)
                            .accounts(),
                    store.changes(0, 100).changes(),
                    store.health());
        }
    }

    /** A tenant in which an operation is ready to be done. */
    private static final class Scene {
        final Tap tap;
        final JdbcRegistryStore store;
        final JdbcRegistryStore observer;

        Scene(Server server, Operation operation) {
            String tenant = UUID.randomUUID().toString();
            tap = new Tap(server.pool());
            store = JdbcRegistryStore.builder(tap.dataSource()).tenant(tenant).build();
            observer = Servers.store(server.pool(), tenant);
            operation.preparation().accept(store);
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void theNthCallGoesWrong(Server server) {
        var random = new Random(5);
        for (Operation operation : OPERATIONS) {
            var undisturbed = new Scene(server, operation);
            undisturbed.tap.reset();
            Object result = operation.work().apply(undisturbed.store);
            int calls = undisturbed.tap.calls().size();
            State after = State.of(undisturbed.observer);
            for (Fault fault : Fault.values()) {
                int step = 1 + random.nextInt(Sample.of(150, 9));
                for (int n = 1; n <= calls; n += step) {
                    goWrong(server, operation, fault, n, result, after);
                }
            }
        }
    }

    private static void goWrong(Server server, Operation operation, Fault fault, int n, Object result, State after) {
        String round = server + " " + operation.name() + " " + fault + " at call " + n;
        rounds++;
        var scene = new Scene(server, operation);
        State before = State.of(scene.observer);
        scene.tap.through((call, going) -> {
            if (call.number() != n) {
                return going.proceed();
            }
            if (call.name().equals("close")) {
                going.proceed();
            }
            return fault.happen(going);
        });
        @Nullable Object answer = null;
        try {
            answer = operation.work().apply(scene.store);
        } catch (StoreException e) {
            State now = State.of(scene.observer);
            if (e.kind() == StoreException.Kind.OUTCOME_UNKNOWN) {
                assertThat(now).as(round).isIn(before, after);
            } else if (!operation.pieces()) {
                assertThat(now).as(round + ", " + e).isEqualTo(before);
            }
            assertThat(e.kind()).as(round).isNotEqualTo(StoreException.Kind.SCHEMA_MISSING);
        }
        scene.tap.reset();
        if (answer == null) {
            Object repeated = operation.work().apply(scene.store);
            if (!operation.pieces()) {
                assertThat(repeated).as(round).isEqualTo(result);
            }
        } else {
            assertThat(answer).as(round).isEqualTo(result);
        }
        assertThat(State.of(scene.observer)).as(round).isEqualTo(after);
        assertThat(scene.tap.open()).as(round).isZero();
        assertThat(scene.tap.spoiled()).as(round).isEmpty();
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
        Counts.print("FaultTest", "faults", String.valueOf(rounds));
    }
}
