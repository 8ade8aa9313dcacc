package org.emailregistry.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.jdbc.JdbcRegistryStore;
import org.emailregistry.jdbc.PostgreSqlListener;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Subscription;
import org.postgresql.PGConnection;

/** The time until twenty nodes over one database see a change that one of them made, and the cost of waiting for it. */
final class StalenessTable {
    private static final int NODES = 20;
    private static final int REQUEST_MILLIS = 5;

    private final int rounds;
    private final int idleMillis;
    private final Table table = new Table(
            "Staleness, " + NODES + " nodes on PostgreSQL",
            "statements per second and node without changes",
            "more statements per change and node",
            "median, ms",
            "p99, ms",
            "maximum, ms");

    private StalenessTable(Mode mode) {
        rounds = mode.choose(60, 2);
        idleMillis = mode.choose(10_000, 100);
    }

    private interface Change {
        /** Makes a change and returns how long each node took to see it, in nanoseconds. */
        List<Long> make(int round) throws Exception;
    }

    private interface Preparation {
        void await() throws Exception;
    }

    static void print(Mode mode) throws Exception {
        new StalenessTable(mode).run();
    }

    private void run() throws Exception {
        // Otherwise the statements with which the pool tests connections would be counted, too.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "3600000");
        try (var server = new Postgres();
                var pool = server.pool(NODES + 4, CountedSockets.PARAMETER);
                var listening = server.pool(NODES + 4, "")) {
            List<EmailServiceRegistry> nodes = nodes(() -> JdbcRegistryStore.builder(pool));
            ServiceId service = nodes.get(0)
                    .administration("benchmark")
                    .add(SyntheticAccounts.draft(0))
                    .id();
            row(
                    "offer(), called every 5 ms",
                    () -> nodes.forEach(EmailServiceRegistry::offer),
                    round -> offers(nodes, service, round));
            told("onChange listener", nodes, service, () -> {});
            // The connections that only listen are not counted, because they send no statements.
            told(
                    "onChange listener, PostgreSqlListener",
                    nodes(() -> JdbcRegistryStore.builder(pool).listener(PostgreSqlListener.on(listening))),
                    service,
                    () -> awaitListening(pool));
            row("peer: LISTEN and NOTIFY", () -> {}, round -> notified(listening));
            table.note("maxStaleness is its default, 1 s.").print(System.out);
        }
    }

    /** Starts the nodes, each with its own store. */
    private static List<EmailServiceRegistry> nodes(Supplier<JdbcRegistryStore.Builder> setup) {
        List<EmailServiceRegistry> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            var store = setup.get().build();
            store.createSchema();
            nodes.add(EmailServiceRegistry.builder(store)
                    .cipher(SyntheticAccounts.cipher())
                    .build());
        }
        return nodes;
    }

    /** Measures the time until the change listeners of the nodes are called, then closes the nodes. */
    private void told(String name, List<EmailServiceRegistry> nodes, ServiceId service, Preparation ready)
            throws Exception {
        List<Subscription> subscriptions = new ArrayList<>();
        var seen = new ConcurrentHashMap<Integer, CountDownLatch>();
        var times = new ConcurrentHashMap<Integer, Long>();
        for (int i = 0; i < NODES; i++) {
            int node = i;
            subscriptions.add(nodes.get(i).onChange(change -> {
                times.put(node, System.nanoTime());
                seen.getOrDefault(0, new CountDownLatch(0)).countDown();
            }));
        }
        ready.await();
        row(name, () -> {}, round -> {
            var latch = new CountDownLatch(NODES);
            seen.put(0, latch);
            times.clear();
            long began = decide(nodes, service, round);
            require(latch);
            return times.values().stream().map(at -> at - began).toList();
        });
        subscriptions.forEach(Subscription::close);
        nodes.forEach(EmailServiceRegistry::close);
    }

    private static void awaitListening(HikariDataSource pool) throws Exception {
        while (Postgres.number(
                        pool,
                        "SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'idle' AND query LIKE 'LISTEN email%'")
                < NODES) {
            TimeUnit.MILLISECONDS.sleep(REQUEST_MILLIS);
        }
    }

    /** Waits less than a second between two changes, so that changes happen at every phase of the polling. */
    private void row(String name, Runnable requests, Change change) throws Exception {
        double idle = idle(requests);
        List<Long> all = new ArrayList<>();
        CountedSockets.Count before = CountedSockets.count();
        long began = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            all.addAll(change.make(round));
            TimeUnit.MILLISECONDS.sleep(17L * (round % 30));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double more = (statementsSince(began, before) - idle) * seconds / rounds;
        long[] sorted = all.stream().mapToLong(nanos -> nanos).sorted().toArray();
        table.row(
                name,
                Table.number(idle),
                Table.number(more),
                millis(sorted[sorted.length / 2]),
                millis(sorted[(int) Math.min(sorted.length - 1L, sorted.length * 99L / 100)]),
                millis(sorted[sorted.length - 1]));
    }

    private double idle(Runnable requests) throws InterruptedException {
        requests.run(); // The first request reads the catalog.
        CountedSockets.Count before = CountedSockets.count();
        long began = System.nanoTime();
        while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(idleMillis)) {
            requests.run();
            TimeUnit.MILLISECONDS.sleep(REQUEST_MILLIS);
        }
        return statementsSince(began, before);
    }

    private static double statementsSince(long began, CountedSockets.Count before) {
        double seconds = (System.nanoTime() - began) / 1e9;
        return CountedSockets.count().minus(before).statements() / seconds / NODES;
    }

    private static void require(CountDownLatch all) throws InterruptedException {
        if (!all.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(all.getCount() + " nodes were not notified");
        }
    }

    private static String millis(long nanos) {
        return Table.number(nanos / 1e6);
    }

    /** Hides or shows a service on the first node, and returns the time when this was done. */
    private static long decide(List<EmailServiceRegistry> nodes, ServiceId service, int round) {
        var admin = nodes.get(0).administration("benchmark");
        if (round % 2 == 0) {
            admin.hide(service);
        } else {
            admin.show(service);
        }
        return System.nanoTime();
    }

    /** Makes a change, and calls {@code offer} on all nodes in turn until each has seen it. */
    private static List<Long> offers(List<EmailServiceRegistry> nodes, ServiceId service, int round) throws Exception {
        int expected = round % 2 == 0 ? 0 : 1;
        long began = decide(nodes, service, round);
        long[] nanos = new long[NODES];
        Arrays.fill(nanos, -1);
        while (Arrays.stream(nanos).anyMatch(n -> n < 0)) {
            for (int i = 0; i < NODES; i++) {
                if (nanos[i] < 0 && nodes.get(i).offer().services().size() == expected) {
                    nanos[i] = System.nanoTime() - began;
                }
            }
            TimeUnit.MILLISECONDS.sleep(REQUEST_MILLIS);
        }
        return Arrays.stream(nanos).boxed().toList();
    }

    private static List<Long> notified(HikariDataSource pool) throws Exception {
        var listening = new CountDownLatch(NODES);
        var heard = new CountDownLatch(NODES);
        var times = new ConcurrentHashMap<Integer, Long>();
        var over = new AtomicBoolean();
        for (int i = 0; i < NODES; i++) {
            int node = i;
            Listener.daemon(() -> {
                try (Connection connection = pool.getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("LISTEN changes");
                    listening.countDown();
                    while (!over.get()) {
                        if (connection.unwrap(PGConnection.class).getNotifications(1_000).length > 0) {
                            times.put(node, System.nanoTime());
                            heard.countDown();
                            break;
                        }
                    }
                    statement.execute("UNLISTEN changes");
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        require(listening);
        long began = System.nanoTime();
        Postgres.execute(pool, "NOTIFY changes");
        require(heard);
        over.set(true);
        return times.values().stream().map(at -> at - began).toList();
    }
}
