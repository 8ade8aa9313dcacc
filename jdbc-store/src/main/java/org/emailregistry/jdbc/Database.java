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
import org.emailregistry.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work on connections of its own, and repeats it after failures that may pass. Each connection is returned with
 * its settings restored; one in an uncertain state is aborted.
 */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Executor DIRECTLY = Runnable::run;

    private final DataSource dataSource;
    private final Dialect dialect;
    private final int timeoutMillis;
    private final Lock writeLock = new ReentrantLock(true);

    private Database(DataSource dataSource, Dialect dialect, Duration timeout) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /** Work on a connection. It may run several times, always as a whole. */
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
                    throw new IllegalArgumentException(
                            "data source: the database is read-only; a writable database is required");
                }
                return new Database(dataSource, dialect, timeout);
            } catch (SQLException e) {
                retries.failed(e, false);
            }
        }
    }

    /** Returns whether both have the same data source and the same timeout. */
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

    /** Runs one statement in auto-commit mode. */
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
        } catch (StoreException e) {
            // The work refuses what the database answered.
            sound = true;
            throw e;
        } finally {
            giveBack(connection, before, sound);
        }
    }

    /**
     * Runs one transaction. Work that is undone changes nothing.
     *
     * @param earlier returns the result of an earlier attempt if that was committed although its {@code COMMIT} failed;
     *     runs when a later attempt was undone
     */
    <T> T write(Work<T> work, Work<Optional<T>> earlier) {
        var retries = new Retries();
        while (true) {
            var transaction = new Transaction<>(work);
            try {
                T result = dialect.writesOneByOne() ? runAlone(transaction) : transaction.run();
                if (!transaction.undone || !retries.isOutcomeUnknown()) {
                    return result;
                }
                return readOnce(earlier).orElse(result);
            } catch (SQLException e) {
                retries.failed(e, transaction.committing);
            }
        }
    }

    /** Runs a transaction after those of other threads; waits at most as long as for an answer of the database. */
    private <T> T runAlone(Transaction<T> transaction) throws SQLException {
        try {
            if (!writeLock.tryLock(timeoutMillis, TimeUnit.MILLISECONDS)) {
                throw new SQLTimeoutException("the transaction waited " + timeoutMillis + " ms for other writers");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTimeoutException("interrupted while waiting for other writers", e);
        }
        try {
            return transaction.run();
        } finally {
            writeLock.unlock();
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
        throw new IllegalStateException("data source: auto-commit is off; connections must be in auto-commit mode,"
                + " outside any transaction");
    }

    /** Sets the network timeout, and returns the one before. */
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
            LOG.debug("Could not roll back; the connection is aborted", e);
            return false;
        }
    }

    /** Switches auto-commit on. Must not be called while a transaction is open, which that would commit. */
    private static boolean restoreAutoCommit(Connection connection) {
        try {
            connection.setAutoCommit(true);
            return true;
        } catch (SQLException e) {
            LOG.debug("Could not restore auto-commit; the connection is aborted", e);
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
            LOG.debug("Could not restore the network timeout; the connection is aborted", e);
            return false;
        }
    }

    /** Ends a connection for good, so that no pool hands it out again. The caller still closes it. */
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
