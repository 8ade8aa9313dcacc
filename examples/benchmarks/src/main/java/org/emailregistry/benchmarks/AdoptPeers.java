package org.emailregistry.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;

/** Other ways to insert finished rows, already sealed, into tables with the same indexes as the library's. */
final class AdoptPeers {
    private static final int BATCH = 1_000;
    private static final int PART = 20;

    private final HikariDataSource pool;
    private final List<Column> columns = new ArrayList<>();
    private final List<Object[]> rows = new ArrayList<>();
    private final byte[] copied;

    private record Column(String name, String type) {}

    /** Reads the existing accounts, which are the rows to insert. */
    AdoptPeers(HikariDataSource pool) throws SQLException, IOException {
        this.pool = pool;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM email_registry_account ORDER BY id")) {
            var meta = row.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(new Column(meta.getColumnName(i), meta.getColumnTypeName(i)));
            }
            while (row.next()) {
                var values = new Object[columns.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.getObject(i + 1);
                }
                rows.add(values);
            }
            var bytes = new ByteArrayOutputStream();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT * FROM email_registry_account ORDER BY id) TO STDOUT", bytes);
            copied = bytes.toByteArray();
        }
    }

    /** Measures the seconds of some work on a new, empty table. */
    private interface Filling {
        double seconds(String table) throws Exception;
    }

    private double into(String table, Filling filling) throws Exception {
        return into(table, rows.size(), filling);
    }

    private double into(String table, int expected, Filling filling) throws Exception {
        Postgres.execute(pool, "CREATE TABLE " + table + " (LIKE email_registry_account INCLUDING ALL)");
        double seconds = filling.seconds(table);
        if (Postgres.number(pool, "SELECT count(*) FROM " + table) != expected) {
            throw new IllegalStateException(table);
        }
        Postgres.execute(pool, "DROP TABLE " + table);
        return seconds;
    }

    double copy() throws Exception {
        return into("copied", table -> {
            try (Connection connection = pool.getConnection()) {
                var copy = connection.unwrap(PGConnection.class).getCopyAPI();
                long began = System.nanoTime();
                copy.copyIn("COPY " + table + " FROM STDIN", new ByteArrayInputStream(copied));
                return since(began);
            }
        });
    }

    /** JDBC batches, each in a transaction. The pool's URL decides whether the driver rewrites a batch into one statement. */
    double batches(HikariDataSource batching) throws Exception {
        return into("batched", table -> {
            long began = System.nanoTime();
            try (Connection connection = batching.getConnection();
                    PreparedStatement statement = connection.prepareStatement(insertInto(table))) {
                connection.setAutoCommit(false);
                for (int from = 0; from < rows.size(); from += BATCH) {
                    for (Object[] values : rows.subList(from, from + BATCH)) {
                        bind(statement, values);
                        statement.addBatch();
                    }
                    statement.executeBatch();
                    connection.commit();
                }
                connection.setAutoCommit(true);
            }
            return since(began);
        });
    }

    /** One statement for many rows, with one array per column. */
    double arrays() throws Exception {
        List<String> arguments =
                columns.stream().map(column -> "?::" + column.type + "[]").toList();
        return into("unnested", table -> {
            long began = System.nanoTime();
            try (Connection connection = pool.getConnection();
                    PreparedStatement statement = connection.prepareStatement(
                            "INSERT INTO " + table + " SELECT * FROM unnest(" + String.join(", ", arguments) + ")")) {
                for (int from = 0; from < rows.size(); from += BATCH) {
                    List<Object[]> some = rows.subList(from, from + BATCH);
                    for (int column = 0; column < columns.size(); column++) {
                        statement.setArray(column + 1, array(connection, some, column));
                    }
                    statement.executeUpdate();
                }
            }
            return since(began);
        });
    }

    private Array array(Connection connection, List<Object[]> some, int column) throws SQLException {
        String type = columns.get(column).type;
        // For bytes, the driver accepts only an array of its own type.
        Object[] values = type.equals("bytea") ? new byte[some.size()][] : new Object[some.size()];
        Arrays.setAll(values, i -> some.get(i)[column]);
        return connection.createArrayOf(type, values);
    }

    /** Inserts a part of the rows, each in its own transaction. Returns the seconds that all rows would take. */
    double oneByOne() throws Exception {
        List<Object[]> some = rows.subList(0, rows.size() / PART);
        return PART
                * into("alone", some.size(), table -> {
                    long began = System.nanoTime();
                    try (Connection connection = pool.getConnection();
                            PreparedStatement statement = connection.prepareStatement(insertInto(table))) {
                        for (Object[] values : some) {
                            bind(statement, values);
                            statement.executeUpdate();
                        }
                    }
                    return since(began);
                });
    }

    double hibernate(HikariDataSource batching) throws Exception {
        try (var hibernate = new HibernateAdoptionPeer(batching, BATCH)) {
            List<HibernateAdoptionPeer.Account> accounts = new ArrayList<>();
            for (Object[] values : rows) {
                accounts.add(HibernateAdoptionPeer.account(
                        columns.stream().map(Column::name).toList(), values));
            }
            return into(HibernateAdoptionPeer.TABLE, table -> {
                long began = System.nanoTime();
                for (int from = 0; from < accounts.size(); from += BATCH) {
                    hibernate.insert(accounts.subList(from, from + BATCH));
                }
                return since(began);
            });
        }
    }

    private String insertInto(String table) {
        return "INSERT INTO " + table + " VALUES (?" + ", ?".repeat(columns.size() - 1) + ")";
    }

    private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
