package org.emailregistry.benchmarks;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AccountId;
import org.emailregistry.jdbc.JdbcRegistryStore;
import org.jdbi.v3.core.Jdbi;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cost of reading the current servers of an account, on PostgreSQL on the same machine, through a pool. */
final class ResolveTable {
    private static final String HAND_WRITTEN = "hand-written join";
    private static final String SAME_COLUMNS = "the columns of resolve, by hand";
    private static final String OURS = "MailAccounts.resolve";
    private static final String OURS_MANY = "MailAccounts.resolveAll, 500 at a time, per account";
    private static final int SERVICES = 20;
    private static final int MANY = 500;

    private final Mode mode;
    private final int accounts;

    private ResolveTable(Mode mode) {
        this.mode = mode;
        this.accounts = mode.choose(10_000, 1_000);
    }

    /** Finds one or many accounts by their numbers. */
    private interface Contender {
        Object find(int number) throws Exception;
    }

    private record Figures(double nanos, double bytes, double statements, double roundTrips) {}

    static void print(Mode mode) throws Exception {
        new ResolveTable(mode).run();
    }

    private void run() throws Exception {
        try (var server = new Postgres();
                var pool = server.pool(4, "");
                var counted = server.pool(4, CountedSockets.PARAMETER)) {
            SyntheticAccounts.fill(pool, accounts, SERVICES);
            Map<String, Figures> figures = new LinkedHashMap<>();
            try (var contenders = new Contenders(pool);
                    var again = new Contenders(counted)) {
                measure(contenders, again, figures);
            }
            print(figures);
        }
    }

    private void print(Map<String, Figures> figures) {
        var table = new Table("resolve on PostgreSQL", "time", "SQL", "round trips", "bytes/op");
        double unit = requireNonNull(figures.get(HAND_WRITTEN)).nanos;
        figures.forEach((name, f) -> table.row(
                name,
                Table.number(f.nanos / unit),
                Table.number(f.statements),
                Table.number(f.roundTrips),
                String.valueOf(Math.round(f.bytes))));
        table.note("The hand-written join took " + Table.number(unit / 1000)
                        + " us. Medians of interleaved rounds. BEGIN and"
                        + " COMMIT count as statements; the driver sends BEGIN together with the first one.")
                .print(System.out);
    }

    private void measure(Contenders contenders, Contenders counted, Map<String, Figures> figures) throws Exception {
        int rounds = mode.choose(31, 2);
        int operations = mode.choose(1_000, 20);
        Map<String, double[]> nanos = new LinkedHashMap<>();
        Map<String, double[]> bytes = new LinkedHashMap<>();
        var numbers = new Random(1);
        for (int round = -mode.choose(8, 1); round < rounds; round++) {
            for (String name : contenders.all.keySet()) {
                Contender contender = requireNonNull(contenders.all.get(name));
                int each = name.equals(OURS_MANY) ? MANY : 1;
                int times = Math.max(1, operations / each * (each > 1 ? 5 : 1));
                long allocated = Allocation.ofThisThread();
                long began = System.nanoTime();
                for (int i = 0; i < times; i++) {
                    contender.find(numbers.nextInt(accounts));
                }
                if (round >= 0) {
                    put(nanos, name, rounds, round, (double) (System.nanoTime() - began) / times / each);
                    put(bytes, name, rounds, round, (double) (Allocation.ofThisThread() - allocated) / times / each);
                }
            }
        }
        for (String name : contenders.all.keySet()) {
            CountedSockets.Count count = count(requireNonNull(counted.all.get(name)));
            figures.put(
                    name,
                    new Figures(
                            median(requireNonNull(nanos.get(name))),
                            median(requireNonNull(bytes.get(name))),
                            count.statements() / 100.0,
                            count.roundTrips() / 100.0));
        }
    }

    private static CountedSockets.Count count(Contender contender) throws Exception {
        CountedSockets.Count before = CountedSockets.count();
        for (int i = -20; i < 100; i++) {
            if (i == 0) {
                before = CountedSockets.count(); // From here on, every statement is prepared.
            }
            contender.find(i + 20);
        }
        return CountedSockets.count().minus(before);
    }

    private static void put(Map<String, double[]> all, String name, int rounds, int round, double value) {
        all.computeIfAbsent(name, n -> new double[rounds])[round] = value;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The different ways to resolve an account, over one pool. */
    private static final class Contenders implements AutoCloseable {
        private final Map<String, Contender> all = new LinkedHashMap<>();
        private final EmailServiceRegistry registry;
        private final HibernatePeer hibernate;
        private final SpringDataPeer springData;

        Contenders(HikariDataSource pool) {
            registry = EmailServiceRegistry.builder(
                            JdbcRegistryStore.builder(pool).build())
                    .cipher(SyntheticAccounts.cipher())
                    .build();
            hibernate = new HibernatePeer(pool);
            springData = new SpringDataPeer(pool);
            var jdbcClient = JdbcClient.create(pool);
            var jdbi = Jdbi.create(pool);
            all.put(HAND_WRITTEN, number -> handWritten(pool, SyntheticAccounts.id(number)));
            all.put(SAME_COLUMNS, number -> ResolveColumns.read(pool, SyntheticAccounts.id(number)));
            all.put(OURS, number -> registry.accounts().resolve(new AccountId(SyntheticAccounts.id(number))));
            all.put(OURS_MANY, number -> registry.accounts().resolveAll(SyntheticAccounts.ids(number, MANY)));
            all.put(
                    "Spring JdbcClient",
                    number -> jdbcClient
                            .sql(PeerAccount.JOIN)
                            .param(SyntheticAccounts.id(number))
                            .query((row, n) -> PeerAccount.read(row))
                            .single());
            all.put(
                    "Jdbi",
                    number -> jdbi.withHandle(handle -> handle.createQuery(PeerAccount.JOIN)
                            .bind(0, SyntheticAccounts.id(number))
                            .map((row, context) -> PeerAccount.read(row))
                            .one()));
            all.put("Hibernate, no transaction", number -> hibernate.eager(SyntheticAccounts.id(number)));
            all.put("Hibernate in a transaction", number -> hibernate.eagerInTransaction(SyntheticAccounts.id(number)));
            all.put("Hibernate, lazy relation", number -> hibernate.lazyInTransaction(SyntheticAccounts.id(number)));
            all.put("Spring Data JDBC", number -> springData.find(SyntheticAccounts.id(number)));
        }

        private static PeerAccount handWritten(HikariDataSource pool, String id) throws SQLException {
            try (Connection connection = pool.getConnection();
                    PreparedStatement statement = connection.prepareStatement(PeerAccount.JOIN)) {
                statement.setString(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return PeerAccount.read(row);
                }
            }
        }

        @Override
        public void close() {
            springData.close();
            hibernate.close();
            registry.close();
        }
    }
}
