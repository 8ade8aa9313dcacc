package org.emailregistry.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** The supported databases, and the SQL in which they differ. */
enum Dialect {
    H2("h2", "") {
        /** A join: for an {@code IN}, H2 would use only the first column of the index, and read the whole tenant. */
        @Override
        String accountsWith(String column, int places) {
            return "(VALUES (CAST(? AS BINARY VARYING))" + ", (?)".repeat(places - 1)
                    + ") k (v) JOIN email_registry_account x ON " + column + " = k.v AND x.tenant = ?";
        }

        /** An index hint: with thousands of tenants, H2 would search by tenant alone and read all its accounts. */
        @Override
        String accountsByService() {
            return "email_registry_account USE INDEX (email_registry_account_service)";
        }

        /**
         * H2 writes one table after the other: if the process dies, only a part of a concurrent commit may be in the
         * file.
         */
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
    /** MariaDB in a Galera cluster: a read waits until the node has applied what other nodes committed before. */
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
            default ->
                throw new IllegalArgumentException(
                        "data source: " + product + " is not supported; use H2, PostgreSQL or MariaDB");
        };
    }

    /** Returns the folder of the schema scripts. */
    String scripts() {
        return scripts;
    }

    /** Returns a {@code SELECT} that sees everything committed before it begins, on any node. */
    String freshly(String select) {
        return freshly.isEmpty() ? select : freshly + select;
    }

    /**
     * Selects the accounts {@code x} with one of several keys in a column. The parameters are the keys, then the
     * tenant.
     */
    String accountsWith(String column, int places) {
        return "email_registry_account x WHERE " + column + " IN (?" + ", ?".repeat(places - 1) + ") AND x.tenant = ?";
    }

    /** The table of accounts, for reading in the order of services. */
    String accountsByService() {
        return "email_registry_account";
    }

    /** Whether a store must run its write transactions one at a time. */
    boolean writesOneByOne() {
        return false;
    }

    /** Whether rows can be inserted from one array per column. */
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

    /** Returns whether the last column of the first row equals {@code answer}, ignoring case. */
    private static boolean ask(Connection connection, String question, String answer) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next()
                    && answer.equalsIgnoreCase(row.getString(row.getMetaData().getColumnCount()));
        }
    }
}
