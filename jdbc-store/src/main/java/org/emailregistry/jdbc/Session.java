package org.emailregistry.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** One connection, as long as it is ours. */
final class Session {
    private static final int ROWS_PER_STATEMENT = 128;

    private final Connection connection;
    private final Dialect dialect;
    private boolean undone;

    Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Fills in the question marks. */
    @FunctionalInterface
    interface Binding {
        void bind(Parameters parameters) throws SQLException;
    }

    /** Fills in the question marks for one element of a batch. */
    @FunctionalInterface
    interface ElementBinding<E> {
        void bind(Parameters parameters, E element) throws SQLException;
    }

    /** Makes something of all rows, before the first of which it stands. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Row row) throws SQLException;
    }

    /** How many rows were changed. */
    int update(String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(new StatementParameters(statement, dialect));
            return statement.executeUpdate();
        }
    }

    /**
     * Inserts rows, many with one statement.
     *
     * @param sql with the values of one row at its end, all of them question marks if there are more rows
     * @return false if one of them was there already; the transaction is undone then
     */
    <E> boolean insert(String sql, List<E> elements, ElementBinding<E> binding) throws SQLException {
        if (elements.size() > 1 && dialect.unnests()) {
            return insertArrays(sql, elements, binding);
        }
        String values = ", " + sql.substring(sql.lastIndexOf('('));
        int inserted = 0;
        while (inserted < elements.size()) {
            // Powers of two: only a few different statements, so that drivers find them prepared.
            int rows = Integer.highestOneBit(Math.min(ROWS_PER_STATEMENT, elements.size() - inserted));
            List<E> some = elements.subList(inserted, inserted + rows);
            if (!insertSome(sql + values.repeat(rows - 1), some, binding)) {
                return false;
            }
            inserted += rows;
        }
        return true;
    }

    private <E> boolean insertSome(String sql, List<E> elements, ElementBinding<E> binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var parameters = new StatementParameters(statement, dialect);
            for (E element : elements) {
                binding.bind(parameters, element);
            }
            return executeInsert(statement);
        }
    }

    private <E> boolean insertArrays(String sql, List<E> elements, ElementBinding<E> binding) throws SQLException {
        var parameters = new ArrayParameters(elements.size());
        for (E element : elements) {
            parameters.nextRow();
            binding.bind(parameters, element);
        }
        try (PreparedStatement statement =
                connection.prepareStatement(sql.replace("VALUES (", "SELECT * FROM unnest("))) {
            parameters.fillIn(connection, statement);
            return executeInsert(statement);
        }
    }

    private boolean executeInsert(PreparedStatement statement) throws SQLException {
        try {
            statement.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (Failure.of(e) != Failure.DUPLICATE) {
                throw e;
            }
            undo();
            return false;
        }
    }

    /** Reads what every transaction has left that was committed before. */
    <T> T query(String select, Binding binding, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(dialect.freshly(select))) {
            binding.bind(new StatementParameters(statement, dialect));
            try (ResultSet set = statement.executeQuery()) {
                return reading.read(new Row(set, dialect));
            }
        }
    }

    /** Has the transaction rolled back when the work is done. */
    void undo() {
        undone = true;
    }

    boolean isUndone() {
        return undone;
    }
}
