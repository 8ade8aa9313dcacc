package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.emailregistry.account.Sealed;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.ChangePage;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.DoorDecision;
import org.emailregistry.store.ManualEntryRow;
import org.emailregistry.store.ServiceRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes the catalog and its history. */
final class Catalogs {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogs.class);

    /** The columns of {@link Tenant#version} in the table alias {@code t}. */
    static final String VERSION = "t.revision, t.commit_id, " + Schema.MIN_LIBRARY;

    private final Database database;
    private final Tenant tenant;
    private final boolean announces;

    /**
     * Creates the access of one tenant.
     *
     * @param announces whether commits notify {@link PostgreSqlListener}s
     */
    Catalogs(Database database, Tenant tenant, boolean announces) {
        this.database = database;
        this.tenant = tenant;
        this.announces = announces;
    }

    CatalogVersion version() {
        long id = tenant.id();
        return database.read(session -> session.query(
                        "SELECT " + VERSION + " FROM email_registry_tenant t WHERE t.id = ?",
                        parameters -> parameters.number(id),
                        row -> row.next() ? Optional.of(tenant.version(row)) : Optional.<CatalogVersion>empty()))
                .orElseThrow(tenant::gone);
    }

    static CatalogVersion version(Row row) throws SQLException {
        return new CatalogVersion(row.number("revision"), row.key("commit_id"));
    }

    CatalogState state() {
        long id = tenant.id();
        return database.read(session -> session.query(
                        "SELECT " + VERSION + ", t.changed_at, t.manual_allowed, t.manual_revision,"
                                + " t.manual_terms, t.manual_proof_key, t.manual_proof, "
                                + ServiceTable.COLUMNS
                                + " FROM email_registry_tenant t LEFT JOIN email_registry_service s ON s.tenant = t.id"
                                + " WHERE t.id = ? ORDER BY s.id",
                        parameters -> parameters.number(id),
                        this::state))
                .orElseThrow(tenant::gone);
    }

    private Optional<CatalogState> state(Row row) throws SQLException {
        Optional<CatalogState> state = Optional.empty();
        List<ServiceRow> services = new ArrayList<>();
        while (row.next()) {
            state = Optional.of(new CatalogState(
                    tenant.version(row),
                    row.instant("changed_at"),
                    List.of(),
                    new ManualEntryRow(
                            row.flag("manual_allowed"),
                            row.number("manual_revision"),
                            row.textOrEmpty("manual_terms"),
                            ServiceTable.proof(row, "manual_proof_key", "manual_proof"))));
            if (!row.isNull("id")) {
                ServiceTable.readIfSound(row).ifPresent(services::add);
            }
        }
        return state.map(s -> new CatalogState(s.version(), s.changedAt(), services, s.manualEntry()));
    }

    CommitResult commit(CatalogCommit commit) {
        long id = tenant.id();
        return database.write(
                session -> {
                    CommitResult result = commit(session, id, commit);
                    if (announces && result == CommitResult.COMMITTED) {
                        PostgreSqlListener.announce(session, id);
                    }
                    return result;
                },
                session -> committed(session, id, commit.operation())
                        .filter(commit.next()::equals)
                        .map(version -> CommitResult.COMMITTED));
    }

    private static CommitResult commit(Session session, long tenant, CatalogCommit commit) throws SQLException {
        if (!advance(session, tenant, commit)) {
            session.undo();
            return CommitResult.CATALOG_MOVED;
        }
        Set<ServiceId> removed = commit.services().stream()
                .filter(service -> service.removedAt().isPresent())
                .map(ServiceRow::id)
                .collect(Collectors.toSet());
        List<DoorDecision> doors = commit.doors().stream()
                .sorted(Comparator.comparing(decision -> Doors.key(decision.door())))
                .toList();
        for (DoorDecision door : doors) {
            if (!Doors.decide(
                    session,
                    tenant,
                    door,
                    door.door().service().filter(removed::contains).isPresent())) {
                session.undo();
                return CommitResult.DOOR_MOVED;
            }
        }
        for (ServiceRow service : commit.services()) {
            ServiceTable.put(session, tenant, service);
        }
        insertChanges(session, tenant, commit);
        boolean first = session.insert(
                "INSERT INTO email_registry_commit (tenant, revision, commit_id, operation) VALUES (?, ?, ?, ?)",
                List.of(commit),
                (parameters, row) -> parameters
                        .number(tenant)
                        .number(row.next().revision())
                        .key(row.next().commitId())
                        .key(row.operation()));
        return first ? CommitResult.COMMITTED : CommitResult.CATALOG_MOVED;
    }

    private static boolean advance(Session session, long tenant, CatalogCommit commit) throws SQLException {
        String manual = commit.manualEntry().isPresent()
                ? ", manual_allowed = ?, manual_revision = ?, manual_terms = ?, manual_proof_key = ?, manual_proof = ?"
                : "";
        return session.update(
                        "UPDATE email_registry_tenant SET revision = ?, commit_id = ?, changed_at = ?" + manual
                                + " WHERE id = ? AND revision = ? AND commit_id = ?",
                        parameters -> {
                            parameters
                                    .number(commit.next().revision())
                                    .key(commit.next().commitId())
                                    .instant(commit.instant());
                            if (commit.manualEntry().isPresent()) {
                                ManualEntryRow entry = commit.manualEntry().get();
                                parameters
                                        .flag(entry.allowed())
                                        .number(entry.doorRevision())
                                        .text(entry.terms())
                                        .text(entry.proof().map(Sealed::keyId).orElse(null))
                                        .bytes(entry.proof().map(Sealed::bytes).orElse(null));
                            }
                            parameters
                                    .number(tenant)
                                    .number(commit.expected().revision())
                                    .key(commit.expected().commitId());
                        })
                == 1;
    }

    private static void insertChanges(Session session, long tenant, CatalogCommit commit) throws SQLException {
        List<Change> changes = commit.changes();
        session.insert(
                "INSERT INTO email_registry_change (tenant, revision, ordinal, made_at, actor, kind, service, name,"
                        + " old_values, new_values, confirmed, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                IntStream.range(0, changes.size()).boxed().toList(),
                (parameters, ordinal) -> {
                    Change change = changes.get(ordinal);
                    parameters
                            .number(tenant)
                            .number(change.revision())
                            .number(ordinal.longValue())
                            .instant(change.instant())
                            .key(change.actor())
                            .text(change.kind().name())
                            .key(change.service().map(ServiceId::value).orElse(""))
                            .text(change.name())
                            .text(Lines.of(change.before()))
                            .text(Lines.of(change.after()))
                            .text(Lines.of(change.confirmed()))
                            .text(change.reason());
                });
    }

    Optional<CatalogVersion> committed(String operation) {
        long id = tenant.id();
        return database.read(session -> committed(session, id, operation));
    }

    private static Optional<CatalogVersion> committed(Session session, long tenant, String operation)
            throws SQLException {
        return session.query(
                "SELECT revision, commit_id FROM email_registry_commit WHERE tenant = ? AND operation = ?",
                parameters -> parameters.number(tenant).key(operation),
                row -> row.next() ? Optional.of(version(row)) : Optional.empty());
    }

    ChangePage changes(long afterRevision, int limit) {
        long id = tenant.id();
        return database.read(session -> session.query(
                        "SELECT t.purged_through, c.revision, c.made_at, c.actor, c.kind, c.service, c.name,"
                                + " c.old_values, c.new_values, c.confirmed, c.reason FROM email_registry_tenant t LEFT"
                                + " JOIN email_registry_change c ON c.tenant = t.id AND c.revision > ?"
                                // A page ends with the last entry of a revision.
                                + " AND c.revision <= (SELECT MAX(p.revision) FROM (SELECT revision FROM"
                                + " email_registry_change WHERE tenant = ? AND revision > ?"
                                + " ORDER BY revision, ordinal LIMIT ?) p)"
                                + " WHERE t.id = ? ORDER BY c.revision, c.ordinal",
                        parameters -> parameters
                                .number(afterRevision)
                                .number(id)
                                .number(afterRevision)
                                .number(limit)
                                .number(id),
                        row -> page(row, afterRevision)))
                .orElseThrow(tenant::gone);
    }

    private static Optional<ChangePage> page(Row row, long afterRevision) throws SQLException {
        List<Change> changes = new ArrayList<>();
        long next = afterRevision;
        Optional<ChangePage> page = Optional.empty();
        while (row.next()) {
            boolean gap = afterRevision < row.number("purged_through");
            if (!row.isNull("revision")) {
                next = row.number("revision");
                change(row, next).ifPresent(changes::add);
            }
            page = Optional.of(new ChangePage(List.of(), next, gap));
        }
        return page.map(last -> new ChangePage(changes, last.next(), last.gap()));
    }

    /** Reads an entry; empty, with a warning, if only a later version of this library knows its kind. */
    private static Optional<Change> change(Row row, long revision) throws SQLException {
        Optional<Change.Kind> kind = kind(row.text("kind"));
        if (kind.isEmpty()) {
            LOG.warn("Skipped a history entry of an unknown kind at revision {}", revision);
            return Optional.empty();
        }
        return Optional.of(new Change(
                revision,
                row.instant("made_at"),
                row.key("actor"),
                kind.get(),
                Optional.of(row.key("service"))
                        .filter(service -> !service.isEmpty())
                        .map(ServiceId::new),
                row.text("name"),
                Lines.map(row.text("old_values")),
                Lines.map(row.text("new_values")),
                Lines.list(row.text("confirmed")),
                row.text("reason")));
    }

    private static Optional<Change.Kind> kind(String name) {
        return Stream.of(Change.Kind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }
}
