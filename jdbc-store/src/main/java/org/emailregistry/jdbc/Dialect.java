package org.emailregistry.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Where the databases differ. */
enum Dialect {
    H2("h2", "") {
        /** For an {@code IN}, H2 would read the whole tenant: it knows the first column of an index only. */
        @Override
        String accountsWith(String column, int places) {
            return "(VALUES (CAST(? AS BINARY VARYING))" + ", (?)".repeat(places - 1)
                    + ") k (v) JOIN email_registry_account x ON " + column + " = k.v AND x.tenant = ?";
        }

        /** With thousands of tenants H2 takes a tenant alone for as good as a key, and would read all its accounts. */
        @Override
        String accountsByService() {
            return "email_registry_account USE INDEX (email_registry_account_service)";
        }

        /** H2 writes its tables one after the other, and a commit meanwhile is in some of them only when the process dies. */
        @Override
        boolean writesOneByOne() {
            return true;
        }

        @Override
        boolean isReadOnly(Connection connection) throws SQLException {
            return connection.isReadOnly();
        }
    },
    POSTGRESQL("postgresql", "") {
        @Override
        boolean unnests() {
            return true;
        }

        @Override
        boolean isReadOnly(Connection connection) throws SQLException {
            return connection.isReadOnly() || ask(connection, "SHOW transaction_read_only", "on");
        }

        @Override
        void setKey(PreparedStatement statement, int index, String key) throws SQLException {
            statement.setString(index, key);
        }

        @Override
        String key(ResultSet row, String column) throws SQLException {
            return row.getString(column);
        }
    },
    MARIADB("mariadb", "") {
        @Override
        boolean isReadOnly(Connection connection) throws SQLException {
            return connection.isReadOnly() || ask(connection, "SELECT @@global.read_only", "1");
        }
    },
    /** MariaDB in a Galera cluster: a read waits until this node has applied what others had committed before. */
    GALERA("mariadb", "SET STATEMENT wsrep_sync_wait=1 FOR ") {
        @Override
        boolean isReadOnly(Connection connection) throws SQLException {
            return MARIADB.isReadOnly(connection);
        }
    };

    private final String scripts;
    private final String freshly;

    Dialect(String scripts, String freshly) {
        this.scripts = scripts;
        this.freshly = freshly;
    }

    /**
     * The dialect of a database.
     *
     * @throws IllegalArgumentException if the product is not supported
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "h2" -> H2;
            case "postgresql" -> POSTGRESQL;
            case "mariadb", "mysql" -> ask(connection, "SHOW VARIABLES LIKE 'wsrep_on'", "ON") ? GALERA : MARIADB;
            default -> throw new IllegalArgumentException("data source: " + product + " is not supported");
        };
    }

    /** The folder of the scripts. */
    String scripts() {
        return scripts;
    }

    /** What makes a {@code SELECT} see everything that was committed before it began, on every node. */
    String freshly(String select) {
        return freshly.isEmpty() ? select : freshly + select;
    }

    /** The accounts {@code x} that have one of some keys in a column: the parameters are the keys, then the tenant. */
    String accountsWith(String column, int places) {
        return "email_registry_account x WHERE " + column + " IN (?" + ", ?".repeat(places - 1) + ") AND x.tenant = ?";
    }

    /** The accounts, to be read in the order of their services. */
    String accountsByService() {
        return "email_registry_account";
    }

    /** Whether the transactions of a store must not run at the same time. */
    boolean writesOneByOne() {
        return false;
    }

    /** Whether rows can be inserted that come as one array for each column. */
    boolean unnests() {
        return false;
    }

    abstract boolean isReadOnly(Connection connection) throws SQLException;

    void setKey(PreparedStatement statement, int index, String key) throws SQLException {
        statement.setBytes(index, key.getBytes(StandardCharsets.UTF_8));
    }

    String key(ResultSet row, String column) throws SQLException {
        return new String(row.getBytes(column), StandardCharsets.UTF_8);
    }

    /** Whether the last column of the first row reads so. */
    private static boolean ask(Connection connection, String question, String answer) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next()
                    && answer.equalsIgnoreCase(row.getString(row.getMetaData().getColumnCount()));
        }
    }
}
