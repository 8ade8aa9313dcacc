package org.emailregistry.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.contract.Database;

/**
 * An embedded database of its own.
 *
 * @param keeper what it exists as long as
 */
record H2(HikariDataSource pool, Connection keeper) implements Database {
    static H2 open(String name) {
        String url = "jdbc:h2:" + name;
        try {
            return new H2(Servers.pool(url, "sa"), DriverManager.getConnection(url, "sa", ""));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public RegistryStore connect() {
        return Servers.store(pool, "acme");
    }

    @Override
    public void close() {
        pool.close();
        try {
            keeper.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
