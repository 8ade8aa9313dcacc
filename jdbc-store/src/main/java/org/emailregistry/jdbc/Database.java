package org.emailregistry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work on connections of its own, and repeats it where that helps. Each connection goes back as it came; one whose state
 * is not certain is closed for good.
 */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Executor DIRECTLY = Runnable::run;

    private final DataSource dataSource;
    private final Dialect dialect;
    private final int timeoutMillis;
    private final Lock turn = new ReentrantLock(true);

    private Database(DataSource dataSource, Dialect dialect, Duration timeout) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /** What is done on a connection; is repeated as a whole. */
    @FunctionalInterface
    interface Work<T> {
        T on(Session session) throws SQLException;
    }

    static Database open(DataSource dataSource, Duration timeout) {
        var retries = new Retries();
        while (true) {
            try (Connection connection = connect(dataSource)) {
                Dialect dialect = Dialect.of(connection);
                if (dialect.isReadOnly(connection)) {
                    throw new IllegalArgumentException("data source: can only be read");
                }
                return new Database(dataSource, dialect, timeout);
            } catch (SQLException e) {
                retries.failed(e, false);
            }
        }
    }

    /** Whether connections come from the same data source, and are waited for as long. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Database database
                && database.dataSource == dataSource
                && database.timeoutMillis == timeoutMillis;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(dataSource);
    }

    Dialect dialect() {
        return dialect;
    }

    /** One statement by itself. */
    <T> T read(Work<T> work) {
        var retries = new Retries();
        while (true) {
            try {
                return readOnce(work);
            } catch (SQLException e) {
                retries.failed(e, false);
            }
        }
    }

    private <T> T readOnce(Work<T> work) throws SQLException {
        Connection connection = connect(dataSource);
        boolean sound = false;
        int before = 0;
        try {
            before = limit(connection);
            T result = work.on(new Session(connection, dialect));
            sound = true;
            return result;
        } catch (SQLException e) {
            sound = Failure.of(e).isAnswer();
            throw e;
        } finally {
            giveBack(connection, before, sound);
        }
    }

    /**
     * One transaction. Work that was undone has changed nothing.
     *
     * @param earlier what the transaction has done if it was committed before, in an attempt that did not learn of it; asked
     *     when the attempt after it was undone
     */
    <T> T write(Work<T> work, Work<Optional<T>> earlier) {
        var retries = new Retries();
        while (true) {
            var transaction = new Transaction<>(work);
            try {
                T result = dialect.writesOneByOne() ? inTurn(transaction) : transaction.run();
                if (!transaction.undone || !retries.isOutcomeUnknown()) {
                    return result;
                }
                return readOnce(earlier).orElse(result);
            } catch (SQLException e) {
                retries.failed(e, transaction.committing);
            }
        }
    }

    /** Waits no longer than for an answer of the database. */
    private <T> T inTurn(Transaction<T> transaction) throws SQLException {
        try {
            if (!turn.tryLock(timeoutMillis, TimeUnit.MILLISECONDS)) {
                throw new SQLTimeoutException("others were writing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTimeoutException("interrupted while others were writing", e);
        }
        try {
            return transaction.run();
        } finally {
            turn.unlock();
        }
    }

    private final class Transaction<T> {
        private final Work<T> work;
        private boolean committing;
        private boolean undone;

        Transaction(Work<T> work) {
            this.work = work;
        }

        T run() throws SQLException {
            Connection connection = connect(dataSource);
            boolean ended = false;
            int before = 0;
            try {
                before = limit(connection);
                connection.setAutoCommit(false);
                var session = new Session(connection, dialect);
                T result = work.on(session);
                undone = session.isUndone();
                if (undone) {
                    connection.rollback();
                } else {
                    committing = true;
                    connection.commit();
                    committing = false;
                }
                ended = true;
                return result;
            } finally {
                if (!ended) {
                    ended = rollback(connection) && !committing;
                }
                giveBack(connection, before, ended && restoreAutoCommit(connection));
            }
        }
    }

    private static Connection connect(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            if (connection.getAutoCommit()) {
                return connection;
            }
        } catch (SQLException e) {
            close(connection);
            throw e;
        }
        close(connection);
        throw new IllegalStateException("data source: its connections must be in auto-commit mode,"
                + " and none of them in the middle of somebody else's transaction");
    }

    /** Limits what each call may take, and gives the limit before it. */
    private int limit(Connection connection) throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(DIRECTLY, timeoutMillis);
        return before;
    }

    private static boolean rollback(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            LOG.debug("Could not roll back; the connection is closed", e);
            return false;
        }
    }

    /** To be called only when no transaction is open: it would commit it. */
    private static boolean restoreAutoCommit(Connection connection) {
        try {
            connection.setAutoCommit(true);
            return true;
        } catch (SQLException e) {
            LOG.debug("Could not restore a connection; it is closed", e);
            return false;
        }
    }

    private static void giveBack(Connection connection, int timeout, boolean sound) {
        if (!sound || !restoreLimit(connection, timeout)) {
            abort(connection);
        }
        close(connection);
    }

    private static boolean restoreLimit(Connection connection, int timeout) {
        try {
            connection.setNetworkTimeout(DIRECTLY, timeout);
            return true;
        } catch (SQLException e) {
            LOG.debug("Could not restore a connection; it is closed", e);
            return false;
        }
    }

    /** Ends a connection for good, so that no pool hands it out again. To be closed all the same. */
    static void abort(Connection connection) {
        try {
            connection.abort(DIRECTLY);
        } catch (SQLException e) {
            LOG.debug("Could not abort a connection", e);
        }
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Could not close a connection", e);
        }
    }
}
