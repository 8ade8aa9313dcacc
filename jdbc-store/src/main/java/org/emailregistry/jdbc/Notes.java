package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.NoteRow;

/** Keeps the notes about the doors of a tenant. */
final class Notes {
    private final Database database;

    Notes(Database database) {
        this.database = database;
    }

    /** Stores a note; returns false if there is one with this door and name. */
    boolean add(long tenant, NoteRow note) {
        return database.write(
                session -> {
                    boolean added = session.insert(
                            "INSERT INTO email_registry_note (tenant, service, name, noted_value, noted_at)"
                                    + " VALUES (?, ?, ?, ?, ?)",
                            List.of(note),
                            (parameters, row) -> parameters
                                    .number(tenant)
                                    .key(Doors.key(row.door()))
                                    .key(row.name())
                                    .text(row.value())
                                    .instant(row.notedAt()));
                    if (!added) {
                        session.undo();
                    }
                    return added;
                },
                session -> isStored(session, tenant, note) ? Optional.of(true) : Optional.empty());
    }

    private static boolean isStored(Session session, long tenant, NoteRow note) throws SQLException {
        return find(session, tenant).contains(note);
    }

    /** Deletes a note; returns false if there is none. */
    boolean remove(long tenant, DoorId door, String name) {
        return database.write(
                session -> session.update(
                                "DELETE FROM email_registry_note WHERE tenant = ? AND service = ? AND name = ?",
                                parameters -> parameters
                                        .number(tenant)
                                        .key(Doors.key(door))
                                        .key(name))
                        == 1,
                session -> Optional.empty());
    }

    List<NoteRow> find(long tenant) {
        return database.read(session -> find(session, tenant));
    }

    private static List<NoteRow> find(Session session, long tenant) throws SQLException {
        return session.query(
                "SELECT service, name, noted_value, noted_at FROM email_registry_note WHERE tenant = ?",
                parameters -> parameters.number(tenant),
                row -> {
                    List<NoteRow> notes = new ArrayList<>();
                    while (row.next()) {
                        Optional<DoorId> door = Doors.idIfSound(row.key("service"));
                        String name = row.key("name");
                        String value = row.textOrEmpty("noted_value");
                        Instant notedAt = row.instant("noted_at");
                        door.ifPresent(id -> notes.add(new NoteRow(id, name, value, notedAt)));
                    }
                    return notes;
                });
    }
}
