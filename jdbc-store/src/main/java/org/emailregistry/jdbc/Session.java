package org.emailregistry.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Runs statements on one connection, which belongs to one call. */
final class Session {
    private static final int ROWS_PER_STATEMENT = 128;

    private final Connection connection;
    private final Dialect dialect;
    private boolean undone;

    Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Binds the parameters of a statement. */
    @FunctionalInterface
    interface Binding {
        void bind(Parameters parameters) throws SQLException;
    }

    /** Binds the parameters of one element of a batch. */
    @FunctionalInterface
    interface ElementBinding<E> {
        void bind(Parameters parameters, E element) throws SQLException;
    }

    /** Reads all rows of a result, which is positioned before the first. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Row row) throws SQLException;
    }

    /** Returns the number of changed rows. */
    int update(String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(new StatementParameters(statement, dialect));
            return statement.executeUpdate();
        }
    }

    /**
     * Inserts rows, many per statement.
     *
     * @param sql ends with the values of one row; for several elements, each value must be a parameter
     * @return false if a row with one of the keys exists; the transaction is then undone
     */
    <E> boolean insert(String sql, List<E> elements, ElementBinding<E> binding) throws SQLException {
        if (elements.size() > 1 && dialect.unnests()) {
            return insertArrays(sql, elements, binding);
        }
        String values = ", " + sql.substring(sql.lastIndexOf('('));
        int inserted = 0;
        while (inserted < elements.size()) {
            // Powers of two make few different statements, which drivers keep prepared.
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

    /** Runs a query that sees every transaction committed before it. */
    <T> T query(String select, Binding binding, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(dialect.freshly(select))) {
            binding.bind(new StatementParameters(statement, dialect));
            try (ResultSet set = statement.executeQuery()) {
                return reading.read(new Row(set, dialect));
            }
        }
    }

    /** Makes the transaction end with a rollback. */
    void undo() {
        undone = true;
    }

    boolean isUndone() {
        return undone;
    }
}
