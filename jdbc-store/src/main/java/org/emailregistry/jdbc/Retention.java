package org.emailregistry.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.store.Change;
import org.emailregistry.store.PurgeResult;

/** Purges old data and erases actors. Each step is a small transaction of its own, so that a run can stop anywhere. */
final class Retention {
    private final Database database;
    private final Tenant tenant;
    private final AccountPages pages;
    private final Accounts accounts;

    Retention(Database database, Tenant tenant, AccountPages pages, Accounts accounts) {
        this.database = database;
        this.tenant = tenant;
        this.pages = pages;
        this.accounts = accounts;
    }

    /**
     * One kind of purged data.
     *
     * @param purged the number of deletions, without those by which a concurrent purge was faster
     * @param more whether the search for old data ended at the limit
     */
    private record Purged(long purged, boolean more) {}

    PurgeResult purge(Instant before, int limit) {
        long id = tenant.id();
        Purged changes = purgeHistory(id, before, limit);
        CredentialPurge credentials = new CredentialPurge(database, id, pages, accounts, before, limit);
        credentials.run();
        Purged services = purgeServices(id, before, limit);
        boolean more = changes.more() || services.more() || credentials.more();
        return new PurgeResult(changes.purged(), credentials.purged(), services.purged(), credentials.left(), more);
    }

    private Purged purgeHistory(long id, Instant before, int limit) {
        record Old(int entries, long through) {}
        Old old = database.read(session -> session.query(
                "SELECT revision, made_at FROM email_registry_change WHERE tenant = ? ORDER BY revision, ordinal LIMIT"
                        + " ?",
                parameters -> parameters.number(id).number(limit),
                row -> {
                    int entries = 0;
                    long through = 0;
                    while (row.next() && row.instant("made_at").isBefore(before)) {
                        entries++;
                        through = row.number("revision");
                    }
                    return new Old(entries, through);
                }));
        if (old.entries() == 0) {
            return new Purged(0, false);
        }
        long through = old.through();
        long purged = database.write(
                session -> {
                    session.update(
                            "UPDATE email_registry_tenant SET purged_through = ? WHERE id = ? AND purged_through < ?",
                            parameters -> parameters.number(through).number(id).number(through));
                    session.update(
                            "DELETE FROM email_registry_commit WHERE tenant = ? AND revision <= ?",
                            parameters -> parameters.number(id).number(through));
                    return (long) session.update(
                            "DELETE FROM email_registry_change WHERE tenant = ? AND revision <= ?",
                            parameters -> parameters.number(id).number(through));
                },
                session -> Optional.empty());
        return new Purged(purged, old.entries() >= limit);
    }

    private Purged purgeServices(long id, Instant before, int limit) {
        List<String> unused = database.read(session -> session.query(
                "SELECT s.id FROM email_registry_service s JOIN email_registry_door d"
                        + " ON d.tenant = s.tenant AND d.service = s.id"
                        + " WHERE s.tenant = ? AND s.removed_at < ? AND d.is_removed = 1 AND d.members = 0 LIMIT ?",
                parameters -> parameters.number(id).instant(before).number(limit),
                row -> {
                    List<String> ids = new ArrayList<>();
                    while (row.next()) {
                        ids.add(row.key("id"));
                    }
                    return ids;
                }));
        long purged = 0;
        for (String service : unused) {
            purged += database.write(
                    session -> {
                        int doors = session.update(
                                "DELETE FROM email_registry_door"
                                        + " WHERE tenant = ? AND service = ? AND is_removed = 1 AND members = 0",
                                parameters -> parameters.number(id).key(service));
                        int services = doors == 0
                                ? 0
                                : session.update(
                                        "DELETE FROM email_registry_service"
                                                + " WHERE tenant = ? AND id = ? AND removed_at < ?",
                                        parameters -> parameters
                                                .number(id)
                                                .key(service)
                                                .instant(before));
                        if (services == 0) {
                            session.undo();
                            return 0;
                        }
                        session.update(
                                "DELETE FROM email_registry_note WHERE tenant = ? AND service = ?",
                                parameters -> parameters.number(id).key(service));
                        return services;
                    },
                    session -> Optional.empty());
        }
        return new Purged(purged, unused.size() >= limit);
    }

    long eraseActor(String actor, int limit) {
        record Entry(long revision, long ordinal) {}
        long id = tenant.id();
        List<Entry> entries = database.read(session -> session.query(
                "SELECT revision, ordinal FROM email_registry_change WHERE tenant = ? AND actor = ?"
                        + " ORDER BY revision, ordinal LIMIT ?",
                parameters -> parameters.number(id).key(actor).number(limit),
                row -> {
                    List<Entry> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(new Entry(row.number("revision"), row.number("ordinal")));
                    }
                    return found;
                }));
        for (Entry entry : entries) {
            database.write(
                    session -> session.update(
                            "UPDATE email_registry_change SET actor = ? WHERE tenant = ? AND revision = ? AND ordinal"
                                    + " = ?",
                            parameters -> parameters
                                    .key(Change.ERASED)
                                    .number(id)
                                    .number(entry.revision())
                                    .number(entry.ordinal())),
                    session -> Optional.empty());
        }
        return entries.size();
    }
}
