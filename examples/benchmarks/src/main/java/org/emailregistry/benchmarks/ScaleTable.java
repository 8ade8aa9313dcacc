package org.emailregistry.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RemovalPlan;
import org.emailregistry.account.UserId;
import org.emailregistry.jdbc.JdbcRegistryStore;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;

/** The cost of an administrator's decisions with ten accounts and with millions, half of them at one service. */
final class ScaleTable {
    private static final int PAGE = 1_000;
    private static final int SMALL_PAGE = 100;

    private final Mode mode;
    private final HikariDataSource pool;
    private final HikariDataSource counted;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    private ScaleTable(Mode mode, HikariDataSource pool, HikariDataSource counted) {
        this.mode = mode;
        this.pool = pool;
        this.counted = counted;
    }

    private interface Work {
        void run() throws SQLException;
    }

    static void print(Mode mode) throws Exception {
        List<Integer> sizes = mode.choose(List.of(10, 1_000_000, 10_000_000), List.of(10, 10_000));
        try (var server = new Postgres();
                var pool = server.pool(4, "");
                var counted = server.pool(4, CountedSockets.PARAMETER)) {
            var scale = new ScaleTable(mode, pool, counted);
            for (int accounts : sizes) {
                scale.measure(accounts);
            }
            var table = new Table(
                    "Accounts at scale on PostgreSQL, ms (statements)",
                    sizes.stream().map(n -> n + " accounts").toArray(String[]::new));
            scale.rows.forEach(table::row);
            table.note(
                            "Half of the accounts are on the service. Medians; remove and the walks are single runs. BEGIN and"
                                    + " COMMIT count as statements.")
                    .print(System.out);
        }
    }

    private void measure(int accounts) throws SQLException {
        var store = JdbcRegistryStore.builder(counted).tenant("of " + accounts).build();
        store.createSchema();
        try (var registry = EmailServiceRegistry.builder(store)
                .cipher(SyntheticAccounts.cipher())
                .build()) {
            Administration admin = registry.administration("benchmark");
            ServiceId service = admin.add(SyntheticAccounts.draft(0)).id();
            ServiceId other = admin.add(SyntheticAccounts.draft(1)).id();
            SyntheticAccounts.requireAdopted(admin.adopt(SyntheticAccounts.adoptions(0, 1, List.of(service))));
            fill(accounts, service, other);

            String where =
                    "FROM email_registry_account WHERE tenant = (SELECT id FROM email_registry_tenant WHERE name = 'of "
                            + accounts + "') AND service = '" + service + "'";
            add("peer: SELECT count(*)", 3, () -> Postgres.number(pool, "SELECT count(*) " + where));
            add("planRemoval", 50, () -> admin.planRemoval(service));
            decisions(admin, service);
            PageRequest middle = walk(admin, service, accounts / 2, where);
            add(
                    "peer: page of 100 in the middle by OFFSET",
                    5,
                    () -> Postgres.number(
                            pool,
                            "SELECT count(*) FROM (SELECT owner " + where + " ORDER BY owner, id LIMIT 100 OFFSET "
                                    + accounts / 4 + ") page"));
            add("usersOf, page of 100 in the middle", 50, () -> admin.usersOf(service, middle));
            String token = admin.planRemoval(service).token();
            add("remove", 1, () -> admin.remove(RemovalPlan.of(service, token), token));
        }
    }

    private void decisions(Administration admin, ServiceId service) throws SQLException {
        add("hide and show", 20, () -> {
            admin.hide(service);
            admin.show(service);
        });
        int[] port = {587};
        add("planEdit and edit", 20, () -> {
            EmailService seen = admin.service(service).orElseThrow();
            port[0] = port[0] == 587 ? 465 : 587;
            var security = port[0] == 465 ? ConnectionSecurity.TLS : ConnectionSecurity.STARTTLS;
            var plan = admin.planEdit(
                    service, seen.revision(), ServiceDraft.from(seen).withSmtp("smtp.s0.example:" + port[0], security));
            admin.edit(plan, plan.token());
        });
    }

    /** Fills the table with copies of one account, without the library. */
    private void fill(int accounts, ServiceId service, ServiceId other) throws SQLException {
        long tenant =
                Postgres.number(pool, "SELECT tenant FROM email_registry_account WHERE service = '" + service + "'");
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT column_name FROM information_schema.columns"
                        + " WHERE table_name = 'email_registry_account' ORDER BY ordinal_position")) {
            while (row.next()) {
                String column = row.getString(1);
                columns.add(column);
                values.add(
                        switch (column) {
                            case "id" -> "'account-' || lpad(n::text, 10, '0')";
                            case "owner" -> "'user-' || lpad(n::text, 10, '0')";
                            case "address" -> "'user-' || n || '@mail.example'";
                            case "service" -> "CASE WHEN n % 2 = 1 THEN '" + service + "' ELSE '" + other + "' END";
                            default -> "a." + column;
                        });
            }
        }
        String members = "SET members = " + accounts / 2 + ", arrivals = " + accounts / 2 + " WHERE tenant = " + tenant;
        Postgres.execute(
                pool,
                "INSERT INTO email_registry_account (" + String.join(", ", columns) + ") SELECT "
                        + String.join(", ", values) + " FROM email_registry_account a, generate_series(2, "
                        + accounts + ") n WHERE a.tenant = " + tenant,
                "UPDATE email_registry_door " + members,
                "VACUUM ANALYZE email_registry_account");
    }

    /**
     * Reads all users page by page, compared with one scan of the index, which is the limit. Returns the request for a page of
     * 100 in the middle; with few users, for the first page.
     */
    private PageRequest walk(Administration admin, ServiceId service, int members, String where) throws SQLException {
        add(
                "peer: all users by one scan of the index",
                1,
                () -> scan("SELECT owner, id " + where + " ORDER BY owner, id"));
        long heap = heap();
        long grown = 0;
        int seen = 0;
        Optional<PageRequest> cursor = Optional.of(PageRequest.first(PAGE));
        Optional<PageRequest> middle = Optional.empty();
        long began = System.nanoTime();
        long paused = 0;
        do {
            Page<UserId> page = admin.usersOf(service, cursor.orElseThrow());
            seen += page.items().size();
            cursor = page.next();
            if (middle.isEmpty() && seen >= members / 2 && cursor.isPresent()) {
                middle = cursor;
                long pause = System.nanoTime();
                grown = heap() - heap;
                paused = System.nanoTime() - pause;
            }
        } while (cursor.isPresent());
        if (seen != members) {
            throw new IllegalStateException("saw " + seen + " users of " + members);
        }
        row("usersOf, all users in pages of 1000", Table.number((System.nanoTime() - began - paused) / 1e6));
        row("heap grown half-way, KB", String.valueOf(grown / 1_024));
        return new PageRequest(middle.flatMap(PageRequest::cursor), SMALL_PAGE);
    }

    private void scan(String query) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(PAGE);
                try (ResultSet row = statement.executeQuery(query)) {
                    while (row.next()) {
                        row.getString(1);
                    }
                }
            }
            connection.rollback();
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void add(String name, int times, Work work) throws SQLException {
        double[] millis = new double[times > 1 ? mode.choose(times, 3) : 1];
        CountedSockets.Count before = CountedSockets.count();
        for (int i = 0; i < millis.length; i++) {
            long began = System.nanoTime();
            work.run();
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        long statements = CountedSockets.count().minus(before).statements();
        String count = name.startsWith("peer") ? "" : " (" + Table.number((double) statements / millis.length) + ")";
        row(name, Table.number(ResolveTable.median(millis)) + count);
    }

    private void row(String name, String cell) {
        rows.computeIfAbsent(name, n -> new ArrayList<>()).add(cell);
    }
}
