package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorDecision;
import org.emailregistry.store.DoorId;

/**
 * Reads and changes the {@linkplain Door doors} of services. A transaction on several doors locks them in the order of
 * {@link #key}, so that transactions do not wait for each other in a circle.
 */
final class Doors {
    private final Database database;

    Doors(Database database) {
        this.database = database;
    }

    /** Returns the key of a door: the service's id, or an empty text for manual entry. */
    static String key(DoorId id) {
        return id.service().isPresent() ? id.service().get().value() : "";
    }

    /** Returns the id of a key; empty, with a warning, if the key is not a valid id. */
    static Optional<DoorId> idIfSound(String key) {
        return key.isEmpty()
                ? Optional.of(DoorId.MANUAL)
                : ServiceTable.idIfSound(key).map(DoorId::of);
    }

    /**
     * Counts an arrival; returns false if the door is closed, has another service revision than the given one, or is
     * missing.
     */
    static boolean enter(Session session, long tenant, AccountRow account, long serviceRevision, boolean newMember)
            throws SQLException {
        return session.update(
                        "UPDATE email_registry_door SET members = members + ?, arrivals = arrivals + 1"
                                + " WHERE tenant = ? AND service = ? AND service_revision = ? AND is_open = 1",
                        parameters -> parameters
                                .flag(newMember)
                                .number(tenant)
                                .key(key(account.door()))
                                .number(serviceRevision))
                == 1;
    }

    /** Counts arrivals even at a closed door; returns false if the service was removed, or the door is missing. */
    static boolean adopt(Session session, long tenant, String door, int accounts) throws SQLException {
        return session.update(
                        "UPDATE email_registry_door SET members = members + ?, arrivals = arrivals + ?"
                                + " WHERE tenant = ? AND service = ? AND is_removed = 0",
                        parameters -> parameters
                                .number(accounts)
                                .number(accounts)
                                .number(tenant)
                                .key(door))
                == 1;
    }

    /**
     * Counts a step of a purge; returns false if the service is not removed, or was not removed at the instant. Whoever
     * brings the service back writes the same row, so that one of the two transactions waits for the other or fails.
     */
    static boolean purge(Session session, long tenant, ServiceId service, Instant removedAt) throws SQLException {
        boolean removed = session.update(
                        "UPDATE email_registry_door SET purges = purges + 1"
                                + " WHERE tenant = ? AND service = ? AND is_removed = 1",
                        parameters -> parameters.number(tenant).key(service.value()))
                == 1;
        return removed
                && session.query(
                        "SELECT 1 FROM email_registry_service WHERE tenant = ? AND id = ? AND removed_at = ?",
                        parameters ->
                                parameters.number(tenant).key(service.value()).instant(removedAt),
                        Row::next);
    }

    static void leave(Session session, long tenant, AccountRow account) throws SQLException {
        session.update(
                "UPDATE email_registry_door SET members = members - 1 WHERE tenant = ? AND service = ?",
                parameters -> parameters.number(tenant).key(key(account.door())));
    }

    /** Applies a commit's decision; returns false if the number of arrivals differs from the expected one. */
    static boolean decide(Session session, long tenant, DoorDecision decision, boolean removed) throws SQLException {
        String door = key(decision.door());
        boolean conditional = decision.expectedArrivals().isPresent();
        int updated = session.update(
                "UPDATE email_registry_door SET service_revision = ?, is_open = ?, is_removed = ?"
                        + " WHERE tenant = ? AND service = ?" + (conditional ? " AND arrivals = ?" : ""),
                parameters -> {
                    parameters
                            .number(decision.serviceRevision())
                            .flag(decision.open())
                            .flag(removed)
                            .number(tenant)
                            .key(door);
                    if (conditional) {
                        parameters.number(decision.expectedArrivals().getAsLong());
                    }
                });
        if (updated == 1) {
            return true;
        }
        boolean expectsNone = !conditional || decision.expectedArrivals().getAsLong() == 0;
        return expectsNone
                && session.insert(
                        "INSERT INTO email_registry_door (service_revision, is_open, is_removed, tenant, service,"
                                + " members, arrivals, purges) VALUES (?, ?, ?, ?, ?, 0, 0, 0)",
                        List.of(decision),
                        (parameters, row) -> parameters
                                .number(row.serviceRevision())
                                .flag(row.open())
                                .flag(removed)
                                .number(tenant)
                                .key(door));
    }

    /**
     * Creates a door in its initial state.
     *
     * @return false if it exists
     */
    boolean make(long tenant, String door) {
        return database.write(
                session -> session.insert(
                        "INSERT INTO email_registry_door (tenant, service, service_revision, is_open, is_removed,"
                                + " members, arrivals, purges) VALUES (?, ?, 0, 1, 0, 0, 0, 0)",
                        List.of(door),
                        (parameters, id) -> parameters.number(tenant).key(id)),
                session -> Optional.of(true));
    }

    Door find(long tenant, DoorId id) {
        return database.read(session -> session.query(
                "SELECT service_revision, is_open, members, arrivals FROM email_registry_door"
                        + " WHERE tenant = ? AND service = ?",
                parameters -> parameters.number(tenant).key(key(id)),
                row -> row.next()
                        ? new Door(
                                row.number("service_revision"),
                                row.flag("is_open"),
                                row.number("members"),
                                row.number("arrivals"))
                        : Door.INITIAL));
    }
}
