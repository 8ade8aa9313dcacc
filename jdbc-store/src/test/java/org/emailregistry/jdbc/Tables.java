package org.emailregistry.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The tables of the library in a database of their own, as the information schema describes them, with their rows. */
final class Tables {
    private final DataSource pool;
    private final Map<String, List<Column>> columns = new TreeMap<>();

    Tables(DataSource pool) throws SQLException {
        this.pool = pool;
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
                                + " WHERE LOWER(table_name) LIKE 'email_registry_%' AND table_schema = ?"
                                + " ORDER BY table_name, ordinal_position")) {
            String schema = connection.getSchema() == null ? connection.getCatalog() : connection.getSchema();
            statement.setString(1, schema);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                String table = row.getString(1);
                columns.computeIfAbsent(table.toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(new Column(
                                table.toLowerCase(Locale.ROOT),
                                row.getString(2).toLowerCase(Locale.ROOT),
                                row.getString(3).toLowerCase(Locale.ROOT),
                                row.getString(4).equals("YES"),
                                key(connection, table).contains(row.getString(2))));
            }
        }
    }

    private static Set<String> key(Connection connection, String table) throws SQLException {
        Set<String> key = new HashSet<>();
        ResultSet row = connection.getMetaData().getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table);
        while (row.next()) {
            key.add(row.getString("COLUMN_NAME"));
        }
        return key;
    }

    /** A column. Databases without a type for keys hold them as bytes in UTF-8. */
    record Column(String table, String name, String type, boolean nullable, boolean key) {
        boolean isNumber() {
            return type.contains("int");
        }

        boolean isBytes() {
            return type.contains("binary") || type.contains("blob") || type.equals("bytea");
        }

        boolean isText() {
            return type.contains("char") || type.contains("text");
        }

        long largest() {
            return switch (type) {
                case "tinyint" -> Byte.MAX_VALUE;
                case "smallint" -> Short.MAX_VALUE;
                case "int", "integer" -> Integer.MAX_VALUE;
                default -> Long.MAX_VALUE;
            };
        }

        /** A text or a number as a value of this column. */
        Object value(String text) {
            return isBytes() ? Tables.bytes(text.getBytes(StandardCharsets.UTF_8)) : text;
        }

        @Override
        public String toString() {
            return table + "." + name;
        }
    }

    /** A row, by column. A value is a {@code Long}, a {@code String} or a {@code ByteBuffer}; empty for null. */
    static final class Row {
        private final String table;
        private final Map<String, Optional<Object>> values;
        private final int hash;

        Row(String table, Map<String, Optional<Object>> values) {
            this.table = table;
            this.values = values;
            this.hash = values.hashCode();
        }

        String table() {
            return table;
        }

        Map<String, Optional<Object>> values() {
            return values;
        }

        Row with(String column, Optional<Object> value) {
            Map<String, Optional<Object>> changed = new LinkedHashMap<>(values);
            changed.put(column, value);
            return new Row(table, changed);
        }

        Optional<Object> get(Column column) {
            return get(column.name());
        }

        Optional<Object> get(String column) {
            return values.getOrDefault(column, Optional.empty());
        }

        String text(String column) {
            return get(column).map(Tables::text).orElse("");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row row && hash == row.hash && table.equals(row.table) && values.equals(row.values);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** All rows at one instant, by table. */
    record State(Map<String, Set<Row>> rows) {
        Set<Row> of(String table) {
            return rows.getOrDefault(table, Set.of());
        }

        State with(String table, Set<Row> others) {
            Map<String, Set<Row>> changed = new TreeMap<>(rows);
            changed.put(table, others);
            return new State(changed);
        }

        /** This state with a row in place of another. */
        State with(Row before, Row after) {
            Set<Row> changed = new LinkedHashSet<>();
            of(before.table()).forEach(row -> changed.add(row.equals(before) ? after : row));
            return with(before.table(), changed);
        }

        State without(Row gone) {
            Set<Row> changed = new LinkedHashSet<>(of(gone.table()));
            changed.remove(gone);
            return with(gone.table(), changed);
        }

        State plus(Row added) {
            Set<Row> changed = new LinkedHashSet<>(of(added.table()));
            changed.add(added);
            return with(added.table(), changed);
        }

        /** The rows that the other state does not have. */
        List<Row> lackedBy(State other) {
            List<Row> lacked = new ArrayList<>();
            rows.forEach((table, all) ->
                    all.stream().filter(row -> !other.of(table).contains(row)).forEach(lacked::add));
            return lacked;
        }
    }

    Set<String> names() {
        return columns.keySet();
    }

    List<Column> columns(String table) {
        return columns.getOrDefault(table, List.of());
    }

    Set<Column> columns() {
        return columns.values().stream().flatMap(List::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The values of a row's primary key. */
    List<Object> key(Row row) {
        return columns(row.table()).stream()
                .filter(Column::key)
                .map(column -> row.get(column).orElseThrow())
                .toList();
    }

    Optional<Row> find(State state, Row sameKey) {
        List<Object> key = key(sameKey);
        return state.of(sameKey.table()).stream()
                .filter(row -> key(row).equals(key))
                .findFirst();
    }

    State read() throws SQLException {
        Map<String, Set<Row>> rows = new TreeMap<>();
        try (Connection connection = pool.getConnection()) {
            for (String table : names()) {
                rows.put(table, read(connection, table));
            }
        }
        return new State(rows);
    }

    private Set<Row> read(Connection connection, String table) throws SQLException {
        Set<Row> rows = new LinkedHashSet<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM " + table)) {
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                Map<String, Optional<Object>> values = new LinkedHashMap<>();
                for (Column column : columns(table)) {
                    values.put(column.name(), value(row, column));
                }
                rows.add(new Row(table, values));
            }
        }
        return rows;
    }

    private static Optional<Object> value(ResultSet row, Column column) throws SQLException {
        if (row.getObject(column.name()) == null) {
            return Optional.empty();
        }
        if (column.isBytes()) {
            return Optional.of(bytes(row.getBytes(column.name())));
        }
        return Optional.of(column.isNumber() ? (Object) row.getLong(column.name()) : row.getString(column.name()));
    }

    /** Turns one state into another, in one transaction. */
    void write(State before, State after) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (Row row : before.lackedBy(after)) {
                    delete(connection, row);
                }
                for (Row row : after.lackedBy(before)) {
                    insert(connection, row);
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private void delete(Connection connection, Row row) throws SQLException {
        String where = columns(row.table()).stream()
                .filter(Column::key)
                .map(column -> column.name() + " = ?")
                .collect(Collectors.joining(" AND "));
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + row.table() + " WHERE " + where)) {
            int at = 1;
            for (Object value : key(row)) {
                set(statement, at, Optional.of(value));
                at++;
            }
            statement.executeUpdate();
        }
    }

    private void insert(Connection connection, Row row) throws SQLException {
        String sql = "INSERT INTO " + row.table() + " ("
                + String.join(", ", row.values().keySet()) + ") VALUES (?"
                + ", ?".repeat(row.values().size() - 1) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int at = 1;
            for (Optional<Object> value : row.values().values()) {
                set(statement, at, value);
                at++;
            }
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int at, Optional<Object> value) throws SQLException {
        if (value.isEmpty()) {
            statement.setNull(at, Types.NULL);
        } else if (value.get() instanceof ByteBuffer bytes) {
            statement.setBytes(at, array(bytes));
        } else {
            statement.setObject(at, value.get());
        }
    }

    /** Bytes that are compared by their content. */
    static ByteBuffer bytes(byte[] content) {
        return ByteBuffer.wrap(content);
    }

    static byte[] array(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.duplicate().get(array);
        return array;
    }

    static String text(Object value) {
        return value instanceof ByteBuffer bytes ? new String(array(bytes), StandardCharsets.UTF_8) : value.toString();
    }
}
