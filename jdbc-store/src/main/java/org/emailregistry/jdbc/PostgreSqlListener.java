package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.emailregistry.store.Subscription;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to what other nodes commit to catalogs in a PostgreSQL database, so that {@link JdbcRegistryStore}s hear of it at once.
 * Nothing depends on it: while it cannot listen, and on other databases, changes are found in intervals as without it.
 *
 * <p>All stores of a process that share one also share its connection and its daemon thread. Both exist only as long as a
 * registry has somebody to tell. A connection that is lost is opened again, after a pause that grows. Thread-safe.
 */
public final class PostgreSqlListener {
    private static final Logger LOG = LoggerFactory.getLogger(PostgreSqlListener.class);
    private static final String CHANNEL = "email_registry";
    private static final int TIMEOUT_MILLIS = 10_000;
    /** After so long without a word the connection is tried: one that the network has dropped stays silent, too. */
    private static final int SILENCE_MILLIS = 30_000;

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private final DataSource dataSource;
    private final Object lock = new Object();
    private final Set<Bell> bells = new LinkedHashSet<>();
    private @Nullable Listening listening;

    private PostgreSqlListener(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A listener, which opens nothing yet.
     *
     * @param dataSource gives connections of the driver pgjdbc to the database of the stores, one of which is kept for good.
     *     Best one without a pool, and with no pooler in between that lends a server's connection for a transaction only
     */
    public static PostgreSqlListener on(DataSource dataSource) {
        return new PostgreSqlListener(requireNonNull(dataSource, "dataSource"));
    }

    /** One who wants to be told. Each is another one, whatever it consists of. */
    private static final class Bell {
        final Predicate<String> concerns;
        final Runnable pollNow;

        Bell(Predicate<String> concerns, Runnable pollNow) {
            this.concerns = concerns;
            this.pollNow = pollNow;
        }
    }

    /** Tells, as a part of a transaction, those who listen to a tenant. */
    static void announce(Session session, long tenant) throws SQLException {
        session.query(
                "SELECT pg_notify('" + CHANNEL + "', ?)",
                parameters -> parameters.text(Long.toString(tenant)),
                Row::next);
    }

    /**
     * Tells of the commits to a tenant, until the subscription is closed.
     *
     * @param tenant whether a number is the tenant's
     */
    Subscription add(Predicate<String> tenant, Runnable pollNow) {
        var bell = new Bell(tenant, pollNow);
        synchronized (lock) {
            bells.add(bell);
            if (listening == null) {
                listening = new Listening();
                var thread = new Thread(listening, "email-registry-postgresql-listener");
                thread.setDaemon(true);
                thread.start();
            }
        }
        return () -> remove(bell);
    }

    private void remove(Bell bell) {
        Listening ending = null;
        synchronized (lock) {
            bells.remove(bell);
            if (bells.isEmpty()) {
                ending = listening;
                listening = null;
                lock.notifyAll();
            }
        }
        if (ending != null) {
            ending.hangUp();
        }
    }

    private List<Bell> bells() {
        synchronized (lock) {
            return List.copyOf(bells);
        }
    }

    /** The thread, and the connection that it has at the time. */
    private final class Listening implements Runnable {
        private volatile @Nullable Connection connection;
        /** Whether listening has worked, since it was begun last. */
        private boolean works;

        private boolean isWanted() {
            synchronized (lock) {
                return listening == this;
            }
        }

        @Override
        public void run() {
            long pause = FIRST_PAUSE_MILLIS;
            boolean told = false;
            while (isWanted()) {
                works = false;
                try {
                    try {
                        listen();
                    } finally {
                        close();
                    }
                } catch (SQLException | RuntimeException | LinkageError e) {
                    // The driver may be another one, or not be there at all; the pool may be closed under it.
                    if (isWanted() && (works || !told)) {
                        LOG.warn("Cannot listen to other nodes; their changes are found in intervals meanwhile", e);
                        told = true;
                    }
                }
                pause = works ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                pause(pause);
            }
        }

        private void listen() throws SQLException {
            Connection own = dataSource.getConnection();
            connection = own;
            own.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
            // In a transaction nothing is heard, and the server keeps for it what others are told.
            own.setAutoCommit(true);
            PGConnection notifying = own.unwrap(PGConnection.class);
            try (Statement statement = own.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
            }
            // What was committed before was announced to nobody.
            bells().forEach(bell -> bell.pollNow.run());
            while (isWanted()) {
                PGNotification[] notifications = notifying.getNotifications(SILENCE_MILLIS);
                works = true;
                if (notifications.length == 0 && !own.isValid(TIMEOUT_MILLIS / 1000)) {
                    throw new SQLException("the connection has died");
                }
                for (PGNotification notification : notifications) {
                    ring(notification.getParameter());
                }
            }
        }

        private void ring(String tenant) {
            bells().stream().filter(bell -> bell.concerns.test(tenant)).forEach(bell -> bell.pollNow.run());
        }

        private void pause(long millis) {
            synchronized (lock) {
                long due = System.nanoTime() + ThreadLocalRandom.current().nextLong(millis / 2, millis) * 1_000_000;
                long left = due - System.nanoTime();
                while (isWanted() && left > 0) {
                    try {
                        lock.wait(left / 1_000_000 + 1);
                    } catch (InterruptedException e) {
                        LOG.debug("The listener was interrupted, and goes on", e);
                    }
                    left = due - System.nanoTime();
                }
            }
        }

        /** A pool must not hand out a connection that listens. */
        private void close() {
            hangUp();
            Connection own = connection;
            connection = null;
            if (own != null) {
                Database.close(own);
            }
        }

        /** Wakes the thread, if it waits for a word. */
        void hangUp() {
            Connection own = connection;
            if (own != null) {
                Database.abort(own);
            }
        }
    }
}
