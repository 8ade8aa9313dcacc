package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.Poller;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.store.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What is told at once on PostgreSQL. Nobody looks by himself in these tests: the next round is hours away. */
class PostgreSqlListenerIT {
    private static final Duration HOURS = Duration.ofHours(3);

    private final Poller poller = Poller.every(HOURS);
    private final String tenant = UUID.randomUUID().toString();

    @AfterEach
    void stop() {
        poller.close();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> threads().isEmpty());
    }

    /** Connections without a pool, of which the server says that they are of this name. */
    private static PGSimpleDataSource unpooled(Server server, String name) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(((HikariDataSource) server.pool()).getJdbcUrl());
        dataSource.setApplicationName(name);
        return dataSource;
    }

    private static JdbcRegistryStore store(DataSource pool, String tenant, PostgreSqlListener listener) {
        Servers.store(pool, tenant);
        return JdbcRegistryStore.builder(pool).tenant(tenant).listener(listener).build();
    }

    private EmailServiceRegistry node(JdbcRegistryStore store) {
        return EmailServiceRegistry.builder(store)
                .maxStaleness(HOURS.multipliedBy(2))
                .poller(poller)
                .build();
    }

    private static void add(EmailServiceRegistry node, String service) {
        node.administration("root")
                .add(ServiceDraft.named(service)
                        .withSmtp("smtp.acme.example:465", true)
                        .withImap("imap.acme.example:993", ConnectionSecurity.TLS));
    }

    private static String next(BlockingQueue<String> told) throws InterruptedException {
        return requireNonNull(told.poll(1, TimeUnit.MINUTES), "nothing came");
    }

    /** The process of the server behind the one connection of a name that listens; empty if there is none. */
    private static Optional<Integer> listening(Server server, String name) throws SQLException {
        try (Connection connection = server.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pid FROM pg_stat_activity WHERE application_name = '"
                        + name + "' AND query LIKE 'LISTEN%' AND state = 'idle'")) {
            Optional<Integer> first = row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
            assertThat(row.next()).as("another connection").isFalse();
            return first;
        }
    }

    private static int awaitListening(Server server, String name) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> listening(server, name), Optional::isPresent)
                .orElseThrow();
    }

    private static void terminate(Server server, int process) throws SQLException {
        try (Connection connection = server.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(" + process + ")");
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("email-registry-postgresql-listener"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "POSTGRESQL_OLDEST"})
    void aChangeOnOneNodeIsToldOnAnotherThatDoesNotLook(Server server) throws Exception {
        String name = "told " + tenant;
        isTold(server, name, PostgreSqlListener.on(unpooled(server, name)));
    }

    @Test
    void aPoolWithoutAutoCommitServesToo() throws Exception {
        String name = "pooled " + tenant;
        var config = new HikariConfig();
        config.setDataSource(unpooled(Server.POSTGRESQL, name));
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        try (var pool = new HikariDataSource(config)) {
            isTold(Server.POSTGRESQL, name, PostgreSqlListener.on(pool));
        }
    }

    private void isTold(Server server, String name, PostgreSqlListener listener) throws Exception {
        var told = new LinkedBlockingQueue<String>();
        try (EmailServiceRegistry listening = node(store(server.pool(), tenant, listener));
                EmailServiceRegistry deciding = node(store(server.pool(), tenant, listener))) {
            listening.onChange(change -> told.add(change.name()));
            awaitListening(server, name);
            for (int i = 0; i < 20; i++) {
                add(deciding, "Service " + i);
                assertThat(next(told)).isEqualTo("Service " + i);
            }
        }
    }

    @Test
    void whatWasMissedWhileTheConnectionWasLostIsSeenWhenItIsThereAgain() throws Exception {
        String name = "lost " + tenant;
        Server server = Server.POSTGRESQL;
        var tap = new Tap(unpooled(server, name));
        var listener = PostgreSqlListener.on(tap.dataSource());
        var told = new LinkedBlockingQueue<String>();
        try (EmailServiceRegistry listening = node(store(server.pool(), tenant, listener));
                EmailServiceRegistry deciding = node(store(server.pool(), tenant, listener))) {
            listening.onChange(change -> told.add(change.name()));
            for (int i = 0; i < 3; i++) {
                int process = awaitListening(server, name);
                var lost = new CountDownLatch(1);
                var mayConnect = new CountDownLatch(1);
                tap.through((call, going) -> {
                    if (call.name().equals("getConnection")) {
                        lost.countDown();
                        mayConnect.await();
                    }
                    return going.proceed();
                });
                terminate(server, process);
                lost.await();
                add(deciding, "Service " + i);
                mayConnect.countDown();
                assertThat(next(told)).isEqualTo("Service " + i);
            }
        }
    }

    @Test
    void tenantsShareOneConnectionAndAChangeMakesNoOtherTenantLook() throws Exception {
        String name = "shared " + tenant;
        Server server = Server.POSTGRESQL;
        var listener = PostgreSqlListener.on(unpooled(server, name));
        var told = new LinkedBlockingQueue<String>();
        var tap = new Tap(server.pool());
        try (EmailServiceRegistry first = node(store(server.pool(), tenant, listener));
                EmailServiceRegistry second = node(store(tap.dataSource(), tenant + " 2", listener))) {
            second.offer();
            tap.reset();
            first.onChange(change -> told.add(change.name()));
            second.onChange(change -> told.add("not of the second: " + change.name()));
            awaitListening(server, name);
            for (int i = 0; i < 20; i++) {
                add(first, "Service " + i);
                assertThat(next(told)).isEqualTo("Service " + i);
            }
            assertThat(threads()).hasSize(1);
            // To begin, and when it was first listened.
            assertThat(tap.statements()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void itEndsWithTheLastSubscriptionAndBeginsAgainWithTheNext() throws Exception {
        String name = "ends " + tenant;
        Server server = Server.POSTGRESQL;
        var listener = PostgreSqlListener.on(unpooled(server, name));
        JdbcRegistryStore store = store(server.pool(), tenant, listener);
        for (int i = 0; i < 3; i++) {
            try (EmailServiceRegistry node = node(store)) {
                Subscription one = node.onChange(change -> {});
                awaitListening(server, name);
                Subscription other = store.onPush(() -> {}).orElseThrow();
                one.close();
                assertThat(threads()).hasSize(1);
                assertThat(listening(server, name)).isPresent();
                other.close();
                other.close();
                awaitEnd(server, name);
            }
        }
    }

    private static void awaitEnd(Server server, String name) {
        // Sooner than it would take notice by itself.
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> threads().isEmpty() && listening(server, name).isEmpty());
    }

    @Test
    void aPoolGetsNoConnectionBackThatListens() throws Exception {
        Server server = Server.POSTGRESQL;
        try (HikariDataSource pool = Servers.smallPool(server.pool(), 1)) {
            pool.setConnectionTimeout(30_000);
            JdbcRegistryStore store = store(server.pool(), tenant, PostgreSqlListener.on(pool));
            var rung = new LinkedBlockingQueue<String>();
            store.onPush(() -> rung.add("rung")).orElseThrow().close();
            Subscription subscription = store.onPush(() -> rung.add("rung")).orElseThrow();
            assertThat(next(rung)).isEqualTo("rung");
            subscription.close();
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM pg_listening_channels()")) {
                assertThat(row.next()).isFalse();
            }
        }
    }

    @Test
    void whoCannotListenLooksInIntervals() throws Exception {
        var nothingThere = new PGSimpleDataSource();
        nothingThere.setPortNumbers(new int[] {1});
        for (DataSource useless : List.of(nothingThere, Server.H2.pool())) {
            var told = new LinkedBlockingQueue<String>();
            JdbcRegistryStore store =
                    store(Server.POSTGRESQL.pool(), UUID.randomUUID().toString(), PostgreSqlListener.on(useless));
            try (EmailServiceRegistry node = EmailServiceRegistry.builder(store).build();
                    EmailServiceRegistry other = node(store)) {
                node.onChange(change -> told.add(change.name()));
                add(other, "Acme");
                assertThat(next(told)).isEqualTo("Acme");
            }
        }
    }

    @Test
    void onlyCommitsToTheCatalogPayForItOneStatementEach() {
        var tap = new Tap(Server.POSTGRESQL.pool());
        var listener = PostgreSqlListener.on(Server.POSTGRESQL.pool());
        assertOneMore(tap, listener, store -> store.commit(Rows.adding(store.version(), Rows.ACME)), 1);
        assertOneMore(tap, listener, store -> store.insert(Rows.account("a", Optional.empty()), 0, 1), 0);
    }

    private static void assertOneMore(
            Tap tap, PostgreSqlListener listener, Consumer<JdbcRegistryStore> call, int notifications) {
        JdbcRegistryStore silent =
                Servers.store(tap.dataSource(), UUID.randomUUID().toString());
        JdbcRegistryStore telling = store(tap.dataSource(), UUID.randomUUID().toString(), listener);
        silent.version();
        telling.version();
        tap.reset();
        call.accept(silent);
        List<String> silently = tap.statements();
        tap.reset();
        call.accept(telling);
        assertThat(tap.statements()).containsAll(silently).hasSize(silently.size() + notifications);
        assertThat(tap.statements().stream().filter(sql -> sql.contains("pg_notify")))
                .hasSize(notifications);
        assertThat(silently).noneMatch(sql -> sql.contains("pg_notify"));
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "H2_AS_POSTGRESQL", "MARIADB"})
    void otherDatabasesDoNotUseIt(Server server) {
        JdbcRegistryStore store = store(server.pool(), tenant, PostgreSqlListener.on(server.pool()));
        assertThat(store.onPush(() -> {})).isEmpty();
        store.commit(Rows.adding(store.version(), Rows.ACME));
        assertThat(store.version().revision()).isEqualTo(1);
    }
}
