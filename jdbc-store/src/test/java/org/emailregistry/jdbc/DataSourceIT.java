package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Law 16, and what a data source may and may not be like. */
class DataSourceIT {

    /** Gives out one connection again and again, and never really closes it. */
    private static DataSource only(Connection connection) {
        return new Tap(new SingleConnection(connection)).dataSource();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionInTheMiddleOfATransactionIsRefusedAndTheTransactionGoesOn(Server server) throws SQLException {
        try (Connection connection = server.pool().getConnection()) {
            JdbcRegistryStore store =
                    JdbcRegistryStore.builder(only(connection)).build();
            store.createSchema();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE email_registry_schema SET version = 77");
            }
            assertThatThrownBy(store::version).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> store.insert(Rows.account("a", Optional.empty()), 0, 1))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> JdbcRegistryStore.builder(only(connection)).build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("auto-commit");
            assertThat(connection.getAutoCommit()).isFalse();
            connection.rollback();
            connection.setAutoCommit(true);
            store.createSchema();
            store.version();
        }
    }

    @ParameterizedTest
    @EnumSource
    void settingsOfAConnectionThatNobodyResetsAreLeftAlone(Server server) throws SQLException {
        try (Connection connection = server.pool().getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setNetworkTimeout(Runnable::run, 54_321);
            int limit = connection.getNetworkTimeout();
            JdbcRegistryStore store = JdbcRegistryStore.builder(only(connection))
                    .tenant(UUID.randomUUID().toString())
                    .build();
            store.createSchema();
            store.commit(Rows.adding(store.version(), Rows.ACME));
            assertThat(store.insert(Rows.account("a", Optional.of(Rows.ACME)), 1, 5))
                    .isEqualTo(InsertResult.INSERTED);
            assertThat(store.insert(Rows.account("a", Optional.of(Rows.ACME)), 7, 5))
                    .isEqualTo(InsertResult.DOOR_CLOSED_OR_MOVED);
            store.close();
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isReadOnly()).isFalse();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            assertThat(connection.getNetworkTimeout()).isEqualTo(limit);
        }
    }

    @Test
    void theDataSourceIsNeverClosed() {
        try (HikariDataSource pool = Servers.pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa")) {
            Servers.store(pool, "acme").close();
            assertThat(pool.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatCanOnlyBeReadIsRefused(Server server, @TempDir Path folder) throws SQLException {
        try (Connection connection = server.pool().getConnection()) {
            switch (server) {
                case H2, H2_FILE, H2_AS_POSTGRESQL -> {
                    String url = "jdbc:h2:file:" + folder.resolve("registry");
                    Servers.pool(url, "sa").close();
                    try (HikariDataSource readOnly = Servers.pool(url + ";ACCESS_MODE_DATA=r", "sa")) {
                        assertRefused(readOnly);
                    }
                }
                case POSTGRESQL, POSTGRESQL_OLDEST -> {
                    execute(connection, "SET default_transaction_read_only = on");
                    assertRefused(only(connection));
                    execute(connection, "SET default_transaction_read_only = off");
                }
                case MARIADB -> {
                    execute(connection, "SET GLOBAL read_only = 1");
                    assertRefused(only(connection));
                    execute(connection, "SET GLOBAL read_only = 0");
                }
            }
            connection.setReadOnly(true);
            if (connection.isReadOnly()) {
                assertRefused(only(connection));
            }
            connection.setReadOnly(false);
        }
    }

    private static void assertRefused(DataSource dataSource) {
        assertThatThrownBy(() -> JdbcRegistryStore.builder(dataSource).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is read-only");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoConnectionsServeFiftyCallers(Server server) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(50);
        try (HikariDataSource pool = Servers.smallPool(server.pool(), 2)) {
            JdbcRegistryStore store = Servers.store(pool, UUID.randomUUID().toString());
            store.commit(Rows.adding(store.version(), Rows.ACME));
            List<Future<InsertResult>> results = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String id = "account " + i;
                results.add(callers.submit(() -> {
                    InsertResult result = store.insert(Rows.account(id, Optional.of(Rows.ACME)), 1, 5);
                    assertThat(store.account(Rows.account(id, Optional.empty()).id()))
                            .isPresent();
                    return result;
                }));
            }
            for (Future<InsertResult> result : results) {
                assertThat(result.get()).isEqualTo(InsertResult.INSERTED);
            }
            assertThat(store.door(DoorId.of(Rows.ACME)).accounts()).isEqualTo(50);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void anotherProductIsRefused() throws SQLException {
        var metadata = mock(DatabaseMetaData.class);
        when(metadata.getDatabaseProductName()).thenReturn("Oracle");
        var connection = mock(Connection.class);
        when(connection.getAutoCommit()).thenReturn(true);
        when(connection.getMetaData()).thenReturn(metadata);
        var dataSource = mock(DataSource.class);
        when(dataSource.getConnection()).thenReturn(connection);
        assertThatThrownBy(() -> JdbcRegistryStore.builder(dataSource).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Oracle is not supported");
        verify(connection).close();
    }

    @Test
    void aDatabaseThatCannotBeReachedIsUnavailable() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setServerNames(new String[] {"127.0.0.1"});
        nowhere.setPortNumbers(new int[] {1});
        assertThatThrownBy(() -> JdbcRegistryStore.builder(nowhere).build())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE));
    }
}
