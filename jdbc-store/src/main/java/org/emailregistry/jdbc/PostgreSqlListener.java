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
 * Notifies {@link JdbcRegistryStore}s at once of commits that other nodes make to catalogs in a PostgreSQL database.
 * Give every node a listener: a node without one neither announces its commits nor is notified. A listener only
 * shortens the delay: while it has no connection, and on other databases, polling finds the changes.
 *
 * <pre>{@code
 * var listener = PostgreSqlListener.on(dataSourceWithoutPool); // one per process
 * var store = JdbcRegistryStore.builder(pool).listener(listener).build();
 * }</pre>
 *
 * <p>The stores that share a listener share its connection and its daemon thread, which exist only while one of the
 * registries has subscriptions from {@code EmailServiceRegistry.onChange} or {@code MailAccounts.watch}. A lost
 * connection is opened again after a pause, which grows with each failure up to one minute. Thread-safe.
 */
public final class PostgreSqlListener {
    private static final Logger LOG = LoggerFactory.getLogger(PostgreSqlListener.class);
    private static final String CHANNEL = "email_registry";
    private static final int TIMEOUT_MILLIS = 10_000;
    /**
     * After this time without a notification, the connection is tested: a connection that was dropped is silent, too.
     */
    private static final int SILENCE_MILLIS = 30_000;

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private final DataSource dataSource;
    private final Object lock = new Object();
    private final Set<Subscriber> subscribers = new LinkedHashSet<>();
    private @Nullable ListenTask task;

    private PostgreSqlListener(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns a listener. Opens no connection.
     *
     * @param dataSource provides pgjdbc connections to the database of the stores, preferably without a pool, because
     *     the listener keeps its connection. The connections must reach the server itself, and not a pooler that
     *     assigns server connections per transaction
     */
    public static PostgreSqlListener on(DataSource dataSource) {
        return new PostgreSqlListener(requireNonNull(dataSource, "dataSource"));
    }

    /** One subscription of a store. Compared by identity. */
    private static final class Subscriber {
        final Predicate<String> matches;
        final Runnable pollNow;

        Subscriber(Predicate<String> matches, Runnable pollNow) {
            this.matches = matches;
            this.pollNow = pollNow;
        }
    }

    /** Notifies the listeners of a tenant when the transaction commits. */
    static void announce(Session session, long tenant) throws SQLException {
        session.query(
                "SELECT pg_notify('" + CHANNEL + "', ?)",
                parameters -> parameters.text(Long.toString(tenant)),
                Row::next);
    }

    /**
     * Runs {@code pollNow} after each commit to a tenant, until the subscription is closed.
     *
     * @param tenant returns whether a number, as text, is the tenant's
     */
    Subscription add(Predicate<String> tenant, Runnable pollNow) {
        var subscriber = new Subscriber(tenant, pollNow);
        synchronized (lock) {
            subscribers.add(subscriber);
            if (task == null) {
                task = new ListenTask();
                var thread = new Thread(task, "email-registry-postgresql-listener");
                thread.setDaemon(true);
                thread.start();
            }
        }
        return () -> remove(subscriber);
    }

    private void remove(Subscriber subscriber) {
        ListenTask ending = null;
        synchronized (lock) {
            subscribers.remove(subscriber);
            if (subscribers.isEmpty()) {
                ending = task;
                task = null;
                lock.notifyAll();
            }
        }
        if (ending != null) {
            ending.abort();
        }
    }

    private List<Subscriber> subscribers() {
        synchronized (lock) {
            return List.copyOf(subscribers);
        }
    }

    /** The task of the thread, with its present connection. */
    private final class ListenTask implements Runnable {
        private volatile @Nullable Connection connection;
        /** Whether the present connection has been able to listen. */
        private boolean works;

        private boolean isWanted() {
            synchronized (lock) {
                return task == this;
            }
        }

        @Override
        public void run() {
            long pause = FIRST_PAUSE_MILLIS;
            boolean warned = false;
            while (isWanted()) {
                works = false;
                try {
                    try {
                        listen();
                    } finally {
                        close();
                    }
                } catch (SQLException | RuntimeException | LinkageError e) {
                    // The driver may be missing or another one, and the host application may have closed the pool.
                    if (isWanted() && (works || !warned)) {
                        LOG.warn("Cannot listen for changes of other nodes; polling finds the changes", e);
                        warned = true;
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
            // An open transaction receives no notifications, and the server has to keep them.
            own.setAutoCommit(true);
            PGConnection notifying = own.unwrap(PGConnection.class);
            try (Statement statement = own.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
            }
            // Finds commits made before LISTEN, which sent this connection no notification.
            subscribers().forEach(subscriber -> subscriber.pollNow.run());
            while (isWanted()) {
                PGNotification[] notifications = notifying.getNotifications(SILENCE_MILLIS);
                works = true;
                if (notifications.length == 0 && !own.isValid(TIMEOUT_MILLIS / 1000)) {
                    throw new SQLException("the database did not answer a test of the connection after "
                            + SILENCE_MILLIS + " ms without a notification");
                }
                for (PGNotification notification : notifications) {
                    wake(notification.getParameter());
                }
            }
        }

        private void wake(String tenant) {
            subscribers().stream()
                    .filter(subscriber -> subscriber.matches.test(tenant))
                    .forEach(subscriber -> subscriber.pollNow.run());
        }

        private void pause(long millis) {
            synchronized (lock) {
                long due = System.nanoTime() + ThreadLocalRandom.current().nextLong(millis / 2, millis) * 1_000_000;
                long left = due - System.nanoTime();
                while (isWanted() && left > 0) {
                    try {
                        lock.wait(left / 1_000_000 + 1);
                    } catch (InterruptedException e) {
                        LOG.debug("Ignored an interrupt of the listener thread", e);
                    }
                    left = due - System.nanoTime();
                }
            }
        }

        /** Aborts and closes the connection: a pool must not hand out one that listens. */
        private void close() {
            abort();
            Connection own = connection;
            connection = null;
            if (own != null) {
                Database.close(own);
            }
        }

        /** Aborts the connection, which wakes the thread if it waits for a notification. */
        void abort() {
            Connection own = connection;
            if (own != null) {
                Database.abort(own);
            }
        }
    }
}
