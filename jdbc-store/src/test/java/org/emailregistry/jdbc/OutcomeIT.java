package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.emailregistry.Administration;
import org.emailregistry.Adoption;
import org.emailregistry.AdoptionResult;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RemovalPlan;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.service.EmailService;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an operation whose {@code COMMIT} is not answered, or that others are in the way of again and again. */
class OutcomeIT {
    private static final int ATTEMPTS = 5;
    private static final AccountId ANNA = new AccountId("anna");
    private static final AccountId BEN = new AccountId("ben");

    /** A service with one account, seen through a tap. */
    private static final class Fixture implements AutoCloseable {
        final Server server;
        final Tap tap;
        final JdbcRegistryStore store;
        final EmailServiceRegistry registry;
        final Administration admin;
        final EmailService acme;

        Fixture(Server server) {
            this.server = server;
            tap = new Tap(server.pool());
            store = Servers.store(tap.dataSource(), UUID.randomUUID().toString());
            registry = HistoryIT.registry(store);
            admin = registry.administration("root");
            acme = admin.add(CrashWriter.draft("Acme", 20_000));
            connect(ANNA);
        }

        AccountId connect(AccountId id) {
            try (var request = CrashWriter.request(id, acme.id())) {
                return registry.accounts()
                        .connect(CrashWriter.owner(id), request)
                        .id();
            }
        }

        void changeCredentials(EmailServiceRegistry node) {
            try (Credentials credentials = Credentials.password("anna", Secret.of("battery staple"))) {
                node.accounts().changeCredentials(ANNA, credentials);
            }
        }

        /** All that there is, but for the ids that nobody has chosen. */
        State state() throws SQLException {
            assertThat(Consistency.problems(server.pool(), store.tenant())).isEmpty();
            CatalogState catalog = store.catalog();
            return new State(
                    catalog.version().revision(),
                    catalog.services().stream()
                            .map(service -> service.definition().orElseThrow().name()
                                    + service.hidden()
                                    + service.removedAt().isPresent())
                            .sorted()
                            .toList(),
                    store.accounts(new AccountQuery.All(), PageRequest.first(10)).accounts().stream()
                            .map(AccountRow::id)
                            .toList(),
                    store.door(DoorId.of(acme.id())).arrivals(),
                    store.changes(0, 100).changes().size());
        }

        @Override
        public void close() {
            registry.close();
            store.close();
        }
    }

    private record State(long revision, List<String> services, List<AccountId> accounts, long arrivals, int changes) {}

    /**
     * What somebody does, and does again if he has not learned what became of it.
     *
     * @param work looks at what there is, and gives what is to be repeated
     */
    private record Operation(String name, Function<Fixture, Runnable> work) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("add", f -> () -> f.admin.add(CrashWriter.draft("Other", 20_001))),
            new Operation("edit", f -> {
                EditPlan plan = f.admin.planEdit(f.acme.id(), f.acme.revision(), CrashWriter.draft("Acme", 20_002));
                return () -> f.admin.edit(plan);
            }),
            new Operation("hide", f -> () -> f.admin.hide(f.acme.id())),
            new Operation("remove", f -> {
                String token = f.admin.planRemoval(f.acme.id()).token();
                return () -> f.admin.remove(RemovalPlan.of(f.acme.id(), token), token);
            }),
            new Operation("connect", f -> () -> f.connect(BEN)),
            new Operation("change of credentials", f -> () -> f.changeCredentials(f.registry)),
            new Operation("disconnect", f -> () -> f.registry.accounts().disconnect(ANNA)),
            new Operation("adopt", f -> () -> {
                try (var request = CrashWriter.request(BEN, f.acme.id())) {
                    assertThat(f.admin.adopt(List.of(new Adoption(CrashWriter.owner(BEN), BEN, request))))
                            .extracting(AdoptionResult::refusal)
                            .containsOnly(Optional.empty());
                }
            }));

    static Stream<Arguments> operations() {
        return Server.sample().stream()
                .flatMap(server -> OPERATIONS.stream().map(operation -> Arguments.of(server, operation)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("operations")
    void aConnectionLostBetweenCommitAndAnswerIsNotNoticedAndTheOperationIsDoneOnce(Server server, Operation operation)
            throws SQLException {
        State after = undisturbed(server, operation);
        try (var fixture = new Fixture(server)) {
            Runnable work = operation.work().apply(fixture);
            fixture.tap.through(once(loseTheAnswer()));
            work.run();
            fixture.tap.reset();
            assertThat(fixture.state()).isEqualTo(after);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("operations")
    void aDatabaseThatIsGoneAfterTheCommitIsAnUnknownOutcomeAndTheRepetitionDoesItOnce(
            Server server, Operation operation) throws SQLException {
        State after = undisturbed(server, operation);
        assertThat(unknownThenRepeated(server, operation, loseTheAnswer())).isEqualTo(after);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("operations")
    void aDatabaseThatIsGoneBeforeTheCommitIsAnUnknownOutcomeAndTheRepetitionDoesItOnce(
            Server server, Operation operation) throws SQLException {
        State after = undisturbed(server, operation);
        assertThat(unknownThenRepeated(server, operation, loseTheQuestion())).isEqualTo(after);
    }

    private static final List<Operation> CHANGES = List.of(
            new Operation("change of credentials", f -> () -> f.changeCredentials(f.registry)),
            new Operation("reconnect", f -> () -> {
                try (var request = CrashWriter.request(ANNA, f.acme.id())) {
                    f.registry.accounts().reconnect(ANNA, request);
                }
            }));

    static Stream<Arguments> changes() {
        return Server.sample().stream().flatMap(server -> CHANGES.stream().map(change -> Arguments.of(server, change)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("changes")
    void aChangeWhoseAnswerIsLostAndThatIsWrittenOverIsAnUnknownOutcome(Server server, Operation change)
            throws SQLException {
        try (var fixture = new Fixture(server)) {
            assertUnknownIfFollowed(fixture, change, fixture::changeCredentials);
            assertThat(version(fixture)).isEqualTo(3);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("changes")
    void aChangeWhoseAnswerIsLostAndThatWasRemovedWithItsAccountIsAnUnknownOutcome(Server server, Operation change)
            throws SQLException {
        try (var fixture = new Fixture(server)) {
            assertUnknownIfFollowed(fixture, change, node -> node.accounts().disconnect(ANNA));
            assertThat(fixture.store.account(ANNA)).isEmpty();
        }
    }

    /** The change is committed, another node does something, and only then the answer is lost. */
    private static void assertUnknownIfFollowed(
            Fixture fixture, Operation change, Consumer<EmailServiceRegistry> following) {
        try (var store = Servers.store(fixture.server.pool(), fixture.store.tenant());
                var other = HistoryIT.registry(store)) {
            fixture.tap.through(once((call, going) -> {
                going.proceed();
                following.accept(other);
                return loseTheQuestion().pass(call, going);
            }));
            assertKind(StoreException.Kind.OUTCOME_UNKNOWN, change.work().apply(fixture));
            fixture.tap.reset();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("changes")
    void aChangeThatGotLostWhileSomebodyElseWasFasterIsDoneAfterTheirs(Server server, Operation change)
            throws SQLException {
        try (var fixture = new Fixture(server);
                var store = Servers.store(server.pool(), fixture.store.tenant());
                var other = HistoryIT.registry(store)) {
            var lost = new AtomicBoolean();
            Tap.Valve losing = once((call, going) -> {
                lost.set(true);
                return loseTheQuestion().pass(call, going);
            });
            fixture.tap.through((call, going) -> {
                if (call.name().equals("getConnection") && lost.getAndSet(false)) {
                    fixture.changeCredentials(other);
                }
                return losing.pass(call, going);
            });
            change.work().apply(fixture).run();
            fixture.tap.reset();
            assertThat(version(fixture)).isEqualTo(3);
        }
    }

    private static long version(Fixture fixture) {
        return fixture.store.account(ANNA).orElseThrow().account().version();
    }

    private static State undisturbed(Server server, Operation operation) throws SQLException {
        try (var fixture = new Fixture(server)) {
            operation.work().apply(fixture).run();
            return fixture.state();
        }
    }

    private static State unknownThenRepeated(Server server, Operation operation, Tap.Valve loss) throws SQLException {
        try (var fixture = new Fixture(server)) {
            Runnable work = operation.work().apply(fixture);
            fixture.tap.through(thenNothing(loss));
            assertKind(StoreException.Kind.OUTCOME_UNKNOWN, work);
            fixture.tap.reset();
            work.run();
            assertThat(fixture.tap.open()).isZero();
            return fixture.state();
        }
    }

    private static void assertKind(StoreException.Kind kind, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    /** The database commits, and its answer does not arrive. */
    private static Tap.Valve loseTheAnswer() {
        return (call, going) -> {
            going.proceed();
            going.cut();
            throw new SQLException("made to lose the answer", "08006");
        };
    }

    /** The database does not learn that it is to commit. */
    private static Tap.Valve loseTheQuestion() {
        return (call, going) -> {
            going.cut();
            throw new SQLException("made to lose the question", "08006");
        };
    }

    /** For the first commit only. */
    private static Tap.Valve once(Tap.Valve loss) {
        var commits = new AtomicInteger();
        return (call, going) -> call.name().equals("commit") && commits.incrementAndGet() == 1
                ? loss.pass(call, going)
                : going.proceed();
    }

    /** For the first commit; after it there are no connections. */
    private static Tap.Valve thenNothing(Tap.Valve loss) {
        var commits = new AtomicInteger();
        return (call, going) -> {
            if (call.name().equals("commit")) {
                commits.incrementAndGet();
                return loss.pass(call, going);
            }
            if (call.name().equals("getConnection") && commits.get() > 0) {
                throw new SQLTransientConnectionException("made to be unreachable", "08001");
            }
            return going.proceed();
        };
    }

    /** How a database says that another transaction was in the way. */
    static Stream<Arguments> conflicts() {
        List<Arguments> conflicts = new ArrayList<>();
        for (String at : List.of("executeUpdate", "commit")) {
            conflicts.add(Arguments.of(Server.H2, at, "40001", 40001));
            conflicts.add(Arguments.of(Server.H2, at, "HYT00", 50200));
            conflicts.add(Arguments.of(Server.H2, at, "90131", 90131));
            conflicts.add(Arguments.of(Server.POSTGRESQL, at, "40001", 0));
            conflicts.add(Arguments.of(Server.POSTGRESQL, at, "40P01", 0));
            conflicts.add(Arguments.of(Server.MARIADB, at, "40001", 1213));
            conflicts.add(Arguments.of(Server.MARIADB, at, "HY000", 1205));
            conflicts.add(Arguments.of(Server.MARIADB, at, "HY000", 1020));
        }
        return conflicts.stream();
    }

    @ParameterizedTest(name = "{0}, {1}, {2} {3}")
    @MethodSource("conflicts")
    void aTransactionThatOthersWereInTheWayOfIsRepeatedForAWhileThenItIsATimeoutAndNothingIsDone(
            Server server, String at, String state, int code) throws SQLException {
        Tap tap = new Tap(server.pool());
        JdbcRegistryStore store =
                Servers.store(tap.dataSource(), UUID.randomUUID().toString());
        store.version();
        for (int conflicts : List.of(2 * ATTEMPTS, Integer.MAX_VALUE)) {
            boolean endless = conflicts == Integer.MAX_VALUE;
            var left = new AtomicInteger(conflicts);
            var commit = Rows.adding(store.version(), endless ? Rows.OTHER : Rows.ACME);
            tap.through((call, going) -> {
                if (call.name().equals(at) && left.getAndDecrement() > 0) {
                    throw new SQLException("made to conflict", state, code);
                }
                return going.proceed();
            });
            if (endless) {
                assertKind(StoreException.Kind.TIMEOUT, () -> store.commit(commit));
                assertThat(tap.count("getConnection")).isBetween(2L * ATTEMPTS, (long) Retries.MOST_CONFLICTS);
            } else {
                assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
                assertThat(tap.count("getConnection")).isEqualTo(conflicts + 1);
            }
            tap.reset();
        }
        assertThat(store.version().revision()).isEqualTo(1);
        assertThat(store.catalog().services())
                .singleElement()
                .satisfies(service -> assertThat(service.id()).isEqualTo(Rows.ACME));
        assertThat(Consistency.problems(server.pool(), store.tenant())).isEmpty();
        assertThat(tap.open()).isZero();
        assertThat(tap.spoiled()).isEmpty();
    }
}
