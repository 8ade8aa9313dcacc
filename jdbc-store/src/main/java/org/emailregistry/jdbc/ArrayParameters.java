package org.emailregistry.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Collects rows by column, and binds them to a PostgreSQL statement as one array per column. */
final class ArrayParameters extends Parameters {
    private final int rows;
    private final List<Column> columns = new ArrayList<>();
    private int row = -1;
    private int last;

    private static final class Column {
        private final String type;
        private final @Nullable Object[] values;

        private Column(String type, @Nullable Object[] values) {
            this.type = type;
            this.values = values;
        }
    }

    ArrayParameters(int rows) {
        this.rows = rows;
    }

    /** Begins the next row. */
    void nextRow() {
        row++;
        last = 0;
    }

    void fillIn(Connection connection, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            statement.setArray(i + 1, connection.createArrayOf(column.type, column.values));
        }
    }

    @Override
    Parameters key(String key) {
        return text(key);
    }

    @Override
    Parameters text(@Nullable String text) {
        return add("text", String[]::new, text);
    }

    @Override
    Parameters bytes(byte @Nullable [] bytes) {
        return add("bytea", byte[][]::new, bytes);
    }

    @Override
    Parameters number(long number) {
        return add("int8", Long[]::new, number);
    }

    @Override
    Parameters noNumber() {
        return add("int8", Long[]::new, null);
    }

    private Parameters add(String type, IntFunction<@Nullable Object[]> array, @Nullable Object value) {
        if (row == 0) {
            columns.add(new Column(type, array.apply(rows)));
        }
        columns.get(last++).values[row] = value;
        return this;
    }
}
