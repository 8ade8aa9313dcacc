package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that are missing, are being made, or belong to another version of the library. */
@Counted
class SchemaIT {

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void withoutTablesEveryCallSaysSoUntilSomebodyMakesThem(Server server) {
        try (HikariDataSource pool = Servers.emptyDatabase(server)) {
            JdbcRegistryStore store = JdbcRegistryStore.builder(pool).build();
            assertThrows(StoreException.Kind.SCHEMA_MISSING, store::version);
            assertThrows(StoreException.Kind.SCHEMA_MISSING, store::catalog);
            assertThrows(
                    StoreException.Kind.SCHEMA_MISSING, () -> store.insert(Rows.account("a", Optional.empty()), 0, 1));
            store.createSchema();
            assertThat(store.version()).isEqualTo(CatalogVersion.EMPTY);
            store.createSchema();
            assertThat(store.insert(Rows.account("a", Optional.empty()), 0, 1)).isEqualTo(InsertResult.INSERTED);
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void nodesThatMakeTheTablesAtTheSameTimeAllSucceed(Server server) throws Exception {
        int nodes = 4;
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try (HikariDataSource pool = Servers.emptyDatabase(server)) {
            var start = new CyclicBarrier(nodes);
            List<Future<CatalogVersion>> versions = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                versions.add(threads.submit(() -> {
                    JdbcRegistryStore store = JdbcRegistryStore.builder(pool).build();
                    start.await();
                    store.createSchema();
                    return store.version();
                }));
            }
            for (Future<CatalogVersion> version : versions) {
                assertThat(version.get()).isEqualTo(CatalogVersion.EMPTY);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void anOlderLibraryWorksOnNewerTablesUnlessTheyForbidIt(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server)) {
            Servers.store(pool, "acme").version();
            execute(pool, "UPDATE email_registry_schema SET version = " + (Schema.VERSION + 1));
            Servers.store(pool, "acme").version();
            execute(pool, "UPDATE email_registry_schema SET min_library = " + (Schema.VERSION + 1));
            JdbcRegistryStore refused =
                    JdbcRegistryStore.builder(pool).tenant("acme").build();
            assertThrows(StoreException.Kind.SCHEMA_TOO_NEW, refused::version);
            assertThrows(StoreException.Kind.SCHEMA_TOO_NEW, refused::createSchema);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theScriptsAreNamedAsFlywayWantsThem(Dialect dialect) {
        assertThat(Schema.SCRIPTS).hasSize(Schema.VERSION);
        for (int version = 1; version <= Schema.VERSION; version++) {
            String script = Schema.SCRIPTS.get(version - 1);
            assertThat(script).matches("%s/V" + version + "__[a-z0-9_]+\\.sql");
            assertThat(Schema.class.getResource(script.formatted(dialect.scripts())))
                    .isNotNull();
        }
    }

    /** Otherwise nobody but this library finds them when its jar is on the module path. */
    @ParameterizedTest
    @EnumSource
    void theModuleOpensTheScripts(Dialect dialect) {
        ModuleDescriptor module = ModuleFinder.of(Path.of("target/classes"))
                .find("org.emailregistry.jdbc")
                .orElseThrow()
                .descriptor();
        assertThat(module.opens())
                .filteredOn(opens -> !opens.isQualified())
                .extracting(ModuleDescriptor.Opens::source)
                .contains("org.emailregistry.jdbc." + dialect.scripts());
    }

    private static void assertThrows(StoreException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static void execute(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
