package org.emailregistry.jdbc;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.emailregistry.store.StoreException;

/** Classifies the exceptions of databases. */
enum Failure {
    /** The transaction was rolled back for a conflict with another one; a repetition may succeed. */
    CONFLICT(true, StoreException.Kind.TIMEOUT),
    /** The connection is lost, or the node is not writable; another connection may work. */
    DISCONNECTED(true, StoreException.Kind.UNAVAILABLE),
    /** The answer took too long. */
    TIMEOUT(false, StoreException.Kind.TIMEOUT),
    /** A row with the same key exists. */
    DUPLICATE(false, StoreException.Kind.UNAVAILABLE),
    /** A table is missing. */
    NO_TABLE(false, StoreException.Kind.SCHEMA_MISSING),
    /** Anything else. */
    OTHER(false, StoreException.Kind.UNAVAILABLE);

    /** H2: lock timeout, deadlock, concurrent update. MariaDB: lock wait timeout, deadlock, snapshot too old. */
    private static final Set<Integer> CONFLICT_CODES = Set.of(50200, 40001, 90131, 1205, 1213, 1020);

    /** PostgreSQL: serialization failure, deadlock, lock not available. */
    private static final Set<String> CONFLICT_STATES = Set.of("40001", "40P01", "55P03");

    /** PostgreSQL: shutdown, start, too many connections, standby. MariaDB and Galera: not ready. */
    private static final Set<String> DISCONNECTED_STATES =
            Set.of("57P01", "57P02", "57P03", "57P05", "53300", "25006", "70100");

    private static final Set<Integer> DISCONNECTED_CODES = Set.of(1047, 1290, 1836, 1927, 90067, 90098, 90121);

    private static final Set<String> NO_TABLE_STATES = Set.of("42P01", "42S02", "42S03", "42S04");

    private final boolean worthRepeating;
    private final StoreException.Kind kind;

    Failure(boolean worthRepeating, StoreException.Kind kind) {
        this.worthRepeating = worthRepeating;
        this.kind = kind;
    }

    static Failure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (CONFLICT_STATES.contains(state) || CONFLICT_CODES.contains(e.getErrorCode())) {
            return CONFLICT;
        }
        if (e instanceof SQLTimeoutException || state.equals("57014") || isCausedByTimeout(e)) {
            return TIMEOUT;
        }
        if (state.startsWith("08")
                || DISCONNECTED_STATES.contains(state)
                || DISCONNECTED_CODES.contains(e.getErrorCode())
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLTransientConnectionException
                || e instanceof SQLRecoverableException) {
            return DISCONNECTED;
        }
        if (state.startsWith("23") || e instanceof SQLIntegrityConstraintViolationException) {
            return DUPLICATE;
        }
        if (NO_TABLE_STATES.contains(state)) {
            return NO_TABLE;
        }
        SQLException next = e.getNextException();
        return next == null || next == e ? OTHER : of(next);
    }

    private static boolean isCausedByTimeout(Throwable e) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Whether a transaction has certainly been rolled back if its {@code COMMIT} fails like this. */
    boolean isRollback() {
        return this == CONFLICT || this == DUPLICATE;
    }

    /**
     * Whether the failure is an answer of the database: the connection is then sound, with at most an open transaction.
     */
    boolean isAnswer() {
        return this == CONFLICT || this == DUPLICATE || this == NO_TABLE;
    }

    boolean isWorthRepeating() {
        return worthRepeating;
    }

    StoreException.Kind kind() {
        return kind;
    }
}
