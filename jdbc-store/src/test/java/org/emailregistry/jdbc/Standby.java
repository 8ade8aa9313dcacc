package org.emailregistry.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** A PostgreSQL primary and a standby that streams from it: a commit is acknowledged when both have it. */
final class Standby implements AutoCloseable {
    private final EmbeddedPostgres primary;
    private final Path primaryFolder;
    private final EmbeddedPostgres standby;
    private boolean failedOver;

    private Standby(EmbeddedPostgres primary, Path primaryFolder, EmbeddedPostgres standby) {
        this.primary = primary;
        this.primaryFolder = primaryFolder;
        this.standby = standby;
    }

    static Standby start() throws IOException, SQLException {
        Path folder = Servers.newFolder();
        Path first = folder.resolve("primary");
        EmbeddedPostgres primary = durable(first).start();
        Path second = folder.resolve("standby");
        copy(primary, first, second);
        Files.createFile(second.resolve("standby.signal"));
        Files.writeString(
                second.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + primary.getPort()
                        + " user=postgres application_name=standby'\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        EmbeddedPostgres standby = durable(second).start();
        var pair = new Standby(primary, first, standby);
        pair.synchronous("standby");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> ask(primary.getPostgresDatabase(), "SELECT sync_state FROM pg_stat_replication")
                        .equals("sync"));
        return pair;
    }

    private static EmbeddedPostgres.Builder durable(Path folder) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofMinutes(1))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
    }

    /** A backup of a server that goes on working. */
    private static void copy(EmbeddedPostgres server, Path from, Path to) throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path name = from.relativize(file);
                    if (!name.startsWith("postmaster.pid") && !name.startsWith("epg-lock")) {
                        Files.copy(file, to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                    }
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop()")) {
                row.next();
                Files.writeString(to.resolve("backup_label"), row.getString(1));
            }
        }
    }

    /** What is to have each commit before it is acknowledged; nobody if empty. */
    void synchronous(String names) throws SQLException {
        execute(primary.getPostgresDatabase(), "ALTER SYSTEM SET synchronous_standby_names = '" + names + "'");
        execute(primary.getPostgresDatabase(), "SELECT pg_reload_conf()");
    }

    /** Lets the standby hear no more of the primary, which goes on without it. */
    void separate() throws SQLException {
        synchronous("");
        execute(standby.getPostgresDatabase(), "ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port=1'");
        execute(standby.getPostgresDatabase(), "SELECT pg_reload_conf()");
        Awaitility.await()
                .until(() -> ask(primary.getPostgresDatabase(), "SELECT COUNT(*) FROM pg_stat_replication")
                        .equals("0"));
    }

    /** The primary is killed, and the standby takes its place. */
    void failOver() throws IOException, SQLException {
        long pid = Long.parseLong(
                Files.readAllLines(primaryFolder.resolve("postmaster.pid")).get(0));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        failedOver = true;
        execute(standby.getPostgresDatabase(), "SELECT pg_promote(true, 60)");
    }

    /** A pool that follows the primary. */
    HikariDataSource pool() {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + primary.getPort() + ",127.0.0.1:" + standby.getPort()
                + "/postgres?targetServerType=primary&hostRecheckSeconds=0&connectTimeout=2");
        config.setUsername("postgres");
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(1000);
        return new HikariDataSource(config);
    }

    private static void execute(DataSource server, String sql) throws SQLException {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(DataSource server, String question) throws SQLException {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Override
    public void close() throws IOException {
        standby.close();
        if (!failedOver) {
            primary.close();
        }
    }
}
