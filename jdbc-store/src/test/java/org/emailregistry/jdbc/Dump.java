package org.emailregistry.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A backup of the tables of the library.
 *
 * @param tables by name, in lower case
 */
record Dump(Map<String, Table> tables) {
    private static final String PREFIX = "email_registry_";

    /** The rows of a table. */
    record Table(List<String> columns, List<List<@Nullable Object>> rows) {}

    static Dump of(DataSource source) throws SQLException {
        Map<String, Table> tables = new TreeMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String name : names(connection)) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + name)) {
                    tables.put(name, read(rows));
                }
            }
        }
        return new Dump(tables);
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet table = connection
                .getMetaData()
                .getTables(connection.getCatalog(), null, null, new String[] {"TABLE", "BASE TABLE"})) {
            while (table.next()) {
                names.add(table.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names.stream().filter(name -> name.startsWith(PREFIX)).toList();
    }

    private static Table read(ResultSet set) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= set.getMetaData().getColumnCount(); i++) {
            columns.add(set.getMetaData().getColumnName(i));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (set.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                boolean text = set.getMetaData().getColumnType(i) == Types.CLOB;
                row.add(text ? set.getString(i) : set.getObject(i));
            }
            rows.add(row);
        }
        return new Table(columns, rows);
    }

    /** Puts back the tables with such a name, without the prefix, in one transaction. */
    void restore(DataSource source, Predicate<String> which) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, Table> table : tables.entrySet()) {
                if (which.test(table.getKey().substring(PREFIX.length()))) {
                    restore(connection, table.getKey(), table.getValue());
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static void restore(Connection connection, String name, Table table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM " + name);
        }
        String places = table.columns().stream().map(column -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + name + " (" + String.join(", ", table.columns()) + ") VALUES (" + places + ")")) {
            for (List<@Nullable Object> row : table.rows()) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 1, row.get(i));
                }
                insert.executeUpdate();
            }
        }
    }

    /** All rows as text, in no order that the database chooses. */
    List<String> lines() {
        return tables.entrySet().stream()
                .flatMap(table -> table.getValue().rows().stream().map(row -> table.getKey() + " " + text(row)))
                .sorted()
                .toList();
    }

    private static String text(List<@Nullable Object> row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.get(i) instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(row.get(i)))
                .collect(Collectors.joining(", "));
    }
}
