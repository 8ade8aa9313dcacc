package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.emailregistry.account.UserId;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the databases find what a statement asks for, with tens of thousands of accounts and fresh statistics. */
@Execution(ExecutionMode.CONCURRENT)
class PlanIT {
    private static final int ACCOUNTS = 20_000;
    private static final long MOST_ROWS = 3_000;
    private static final Pattern H2_COUNT = Pattern.compile("scanCount: (\\d+)");

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL_OLDEST", "POSTGRESQL", "MARIADB"})
    void noStatementReadsAllAccounts(Server server) throws SQLException {
        // Of its own, so that what a planner knows is the same each time.
        try (HikariDataSource pool = Servers.emptyDatabase(server)) {
            noStatementReadsAllAccounts(server, pool);
        }
    }

    private static void noStatementReadsAllAccounts(Server server, HikariDataSource pool) throws SQLException {
        fillOtherTenants(pool, server == Server.H2 ? 4_000 : 400);
        var tap = new Tap(pool);
        String tenant = UUID.randomUUID().toString();
        JdbcRegistryStore store = Servers.store(tap.dataSource(), tenant);
        store.commit(Rows.adding(store.version(), Rows.ACME, Rows.OTHER));
        fill(Servers.store(pool, tenant));
        analyze(server, pool);
        tap.reset();
        useEverything(store);
        Map<String, List<Tap.Call>> bindings = bindings(tap.calls());
        assertThat(bindings).hasSizeGreaterThan(25);
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            if (server == Server.POSTGRESQL || server == Server.POSTGRESQL_OLDEST) {
                // So few accounts may be read faster than looked up. Whether an index can serve is the question.
                run(connection, "SET enable_seqscan = off", List.of());
                connection.commit();
            }
            var seen = new SoftAssertions();
            for (Map.Entry<String, List<Tap.Call>> entry : bindings.entrySet()) {
                long read = rowsRead(server, connection, entry.getKey(), entry.getValue());
                connection.rollback();
                seen.assertThat(read).as(entry.getKey()).isLessThan(MOST_ROWS);
            }
            if (server == Server.POSTGRESQL || server == Server.POSTGRESQL_OLDEST) {
                run(connection, "RESET enable_seqscan", List.of());
                connection.commit();
            }
            connection.setAutoCommit(true);
            seen.assertAll();
        }
        Counts.print("PlanIT", server.name(), bindings.size() + " statements, " + ACCOUNTS + " accounts");
    }

    /** Each statement, and how its parameters were set last. */
    private static Map<String, List<Tap.Call>> bindings(List<Tap.Call> calls) {
        Map<String, List<Tap.Call>> bindings = new LinkedHashMap<>();
        List<Tap.Call> setters = new ArrayList<>();
        for (Tap.Call call : calls) {
            if (call.name().equals("prepareStatement")) {
                setters = new ArrayList<>();
            } else if (call.name().startsWith("set") && !call.sql().isEmpty()) {
                setters.add(call);
            } else if (call.executes() && !call.sql().startsWith("INSERT")) {
                bindings.put(call.sql(), List.copyOf(setters));
            }
        }
        return bindings;
    }

    private static void fill(JdbcRegistryStore store) {
        for (int from = 0; from < ACCOUNTS; from += 1000) {
            List<AccountRow> rows = IntStream.range(from, from + 1000)
                    .mapToObj(i -> Rows.account(
                            String.format("a%06d", i), i % 2 == 0 ? Optional.of(Rows.ACME) : Optional.empty()))
                    .toList();
            store.insertAll(rows);
        }
    }

    /** In H2 so many that it takes the tenant alone, which it has looked at in ten thousand rows, for as good as a key. */
    private static void fillOtherTenants(HikariDataSource pool, int tenants) throws SQLException {
        JdbcRegistryStore store = Servers.store(pool, "other");
        store.commit(Rows.adding(store.version(), Rows.ACME, Rows.OTHER));
        store.insertAll(IntStream.range(0, 3)
                .mapToObj(i -> Rows.account("a" + i, Optional.of(Rows.ACME)))
                .toList());
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE copy AS SELECT * FROM email_registry_account");
            connection.setAutoCommit(false);
            for (int i = 0; i < tenants; i++) {
                statement.executeUpdate("UPDATE copy SET tenant = " + (-1 - i));
                statement.executeUpdate("INSERT INTO email_registry_account SELECT * FROM copy");
            }
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("DROP TABLE copy");
        }
    }

    private static void analyze(Server server, HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            switch (server) {
                case H2, H2_FILE, H2_AS_POSTGRESQL -> statement.execute("ANALYZE");
                case POSTGRESQL, POSTGRESQL_OLDEST -> statement.execute("VACUUM ANALYZE");
                case MARIADB -> statement.execute("ANALYZE TABLE email_registry_account, email_registry_door");
            }
        }
    }

    /** Does all that a store can do, once there are the services. */
    static void useEverything(JdbcRegistryStore store) {
        AccountRow anna = Rows.account("anna", Optional.of(Rows.ACME));
        store.catalog();
        store.version();
        store.versionReader()
                .orElseThrow()
                .versions(IntStream.range(0, 500)
                        .mapToObj(i -> i == 250 ? store.tenant() : "none " + i)
                        .toList());
        store.committed("x");
        store.door(anna.door());
        store.health();
        store.changes(0, 10);
        store.insert(anna, 1, 5);
        store.insert(anna, 1, 5);
        AccountRow failing = Rows.next(anna, anna.service(), true);
        store.replace(anna, failing);
        AccountRow manual = Rows.next(failing, Optional.empty(), false);
        store.move(failing, manual, 0);
        store.account(anna.id());
        store.accounts(IntStream.range(0, 500)
                .mapToObj(i -> Rows.account(String.format("a%06d", i * 7), Optional.empty())
                        .id())
                .toList());
        for (AccountQuery query : List.of(
                new AccountQuery.All(),
                new AccountQuery.Manual(),
                new AccountQuery.OfService(Rows.ACME),
                new AccountQuery.OfUser(new UserId("user of a000777")))) {
            AccountsAtVersion page = store.accounts(query, PageRequest.first(100));
            store.accounts(query, page.next().orElse(PageRequest.first(100)));
        }
        store.users(
                Rows.ACME, store.users(Rows.ACME, PageRequest.first(100)).next().orElse(PageRequest.first(100)));
        store.insertAll(List.of(manual, Rows.account("new", Optional.empty())));
        store.delete(manual);
        store.commit(Rows.removing(store.version(), 0, Rows.OTHER));
        store.eraseActor("nobody", 10);
        store.purge(Instant.EPOCH, 10);
        store.purge(Rows.TUESDAY, 10);
    }

    /** Does it once more, and asks the database how many rows it has looked at. */
    private static long rowsRead(Server server, Connection connection, String sql, List<Tap.Call> setters)
            throws SQLException {
        return switch (server) {
            case H2, H2_FILE, H2_AS_POSTGRESQL -> {
                long rows = 0;
                Matcher counts = H2_COUNT.matcher(run(connection, "EXPLAIN ANALYZE " + sql, setters));
                while (counts.find()) {
                    rows += Long.parseLong(counts.group(1));
                }
                yield rows;
            }
            case POSTGRESQL, POSTGRESQL_OLDEST ->
                difference(
                        connection,
                        "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
                                + " WHERE relname = 'email_registry_account'",
                        sql,
                        setters);
            case MARIADB ->
                difference(
                        connection,
                        "SELECT SUM(variable_value) FROM information_schema.session_status"
                                + " WHERE variable_name LIKE 'HANDLER_READ%'",
                        sql,
                        setters);
        };
    }

    private static long difference(Connection connection, String counter, String sql, List<Tap.Call> setters)
            throws SQLException {
        // What asking alone adds to the count is not what the statement adds.
        long asked = count(connection, counter);
        long before = count(connection, counter);
        run(connection, sql, setters);
        return count(connection, counter) - before - (before - asked);
    }

    private static long count(Connection connection, String counter) throws SQLException {
        return Long.parseLong(run(connection, counter, List.of()).strip());
    }

    /** The first column of all rows; nothing for a statement without rows. */
    private static String run(Connection connection, String sql, List<Tap.Call> setters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Tap.Call setter : setters) {
                int index = (Integer) setter.arguments().get(0);
                Object value = setter.name().equals("setNull")
                        ? null
                        : setter.arguments().get(1);
                statement.setObject(index, value);
            }
            var text = new StringBuilder();
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        text.append(rows.getString(1)).append('\n');
                    }
                }
            }
            return text.toString();
        }
    }
}
