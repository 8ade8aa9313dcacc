package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.InsertResult;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts in the hands of Flyway. */
@Counted
class FlywayIT {
    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void makesWhatTheStoreWouldMakeWhichThenChangesNothing(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server);
                HikariDataSource other = Servers.emptyDatabase(server)) {
            assertThat(flyway(pool).load().migrate().migrationsExecuted).isEqualTo(Schema.VERSION);
            Map<String, Set<String>> tables = tables(pool);
            JdbcRegistryStore store = JdbcRegistryStore.builder(pool).build();
            assertThat(store.version()).isEqualTo(CatalogVersion.EMPTY);
            assertThat(store.insert(Rows.account("a", Optional.empty()), 0, 1)).isEqualTo(InsertResult.INSERTED);

            store.createSchema();
            assertThat(tables(pool)).isEqualTo(tables);
            assertThat(flyway(pool).load().migrate().migrationsExecuted).isZero();

            JdbcRegistryStore.builder(other).build().createSchema();
            assertThat(tables(other)).hasSize(9).isEqualTo(tables);
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void takesOverWhatTheStoreHasMadeWithABaselineAtItsVersion(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server)) {
            JdbcRegistryStore store = Servers.store(pool, "acme");
            assertThat(store.insert(Rows.account("a", Optional.empty()), 0, 1)).isEqualTo(InsertResult.INSERTED);
            Map<String, Set<String>> tables = tables(pool);
            Flyway refused = flyway(pool).load();
            assertThatThrownBy(refused::migrate).isInstanceOf(FlywayException.class);

            Flyway flyway = flyway(pool)
                    .baselineVersion(Integer.toString(Schema.VERSION))
                    .load();
            flyway.baseline();
            assertThat(flyway.migrate().migrationsExecuted).isZero();
            assertThat(tables(pool)).isEqualTo(tables);
            assertThat(store.account(Rows.account("a", Optional.empty()).id())).isPresent();
        }
    }

    private static FluentConfiguration flyway(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:org/emailregistry/jdbc/"
                            + Dialect.of(connection).scripts());
        }
    }

    /** The columns and indexes of each table of the library. */
    private static Map<String, Set<String>> tables(HikariDataSource pool) throws SQLException {
        Map<String, Set<String>> tables = new TreeMap<>();
        try (Connection connection = pool.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            String catalog = connection.getCatalog();
            try (ResultSet column = metaData.getColumns(catalog, null, null, null)) {
                while (column.next()) {
                    String table = column.getString("TABLE_NAME");
                    if (table.toLowerCase(Locale.ROOT).startsWith("email_registry_")) {
                        tables.computeIfAbsent(table, name -> new TreeSet<>())
                                .add("column " + column.getString("COLUMN_NAME") + " " + column.getString("TYPE_NAME")
                                        + " " + column.getString("COLUMN_SIZE") + " "
                                        + column.getString("IS_NULLABLE"));
                    }
                }
            }
            for (Map.Entry<String, Set<String>> table : tables.entrySet()) {
                try (ResultSet index = metaData.getIndexInfo(catalog, null, table.getKey(), false, false)) {
                    while (index.next()) {
                        table.getValue()
                                .add("index " + index.getString("ORDINAL_POSITION") + " "
                                        + index.getString("COLUMN_NAME") + " unique " + !index.getBoolean("NON_UNIQUE")
                                        + " of " + index.getString("INDEX_NAME"));
                    }
                }
            }
        }
        return tables;
    }
}
