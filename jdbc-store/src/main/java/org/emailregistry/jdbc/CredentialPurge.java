package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.JobPage;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;

/**
 * Deletes the credentials of accounts whose service was removed, in transactions of at most 100 accounts. Each
 * transaction also finds the service removed, and each removed service remembers how far its accounts are purged. For
 * one thread and one run.
 */
final class CredentialPurge {
    private static final int STEP = 100;

    private final Database database;
    private final long tenant;
    private final AccountPages pages;
    private final Accounts accounts;
    private final Instant before;
    private final int limit;
    private final List<JobPage.Left> left = new ArrayList<>();
    private long purged;
    private boolean more;

    CredentialPurge(Database database, long tenant, AccountPages pages, Accounts accounts, Instant before, int limit) {
        this.database = database;
        this.tenant = tenant;
        this.pages = pages;
        this.accounts = accounts;
        this.before = before;
        this.limit = limit;
    }

    /** A removed service, and the cursor up to which its accounts are purged. */
    private record Removed(ServiceId service, Instant removedAt, Optional<String> strippedTo) {}

    void run() {
        for (Removed service : removed()) {
            if (purged >= limit) {
                more = true;
                return;
            }
            purge(service);
        }
    }

    long purged() {
        return purged;
    }

    List<JobPage.Left> left() {
        return left;
    }

    boolean more() {
        return more;
    }

    private List<Removed> removed() {
        return database.read(session -> session.query(
                "SELECT id, removed_at, stripped_to FROM email_registry_service WHERE tenant = ? AND removed_at < ?",
                parameters -> parameters.number(tenant).instant(before),
                row -> {
                    List<Removed> services = new ArrayList<>();
                    while (row.next()) {
                        Optional<ServiceId> service = ServiceTable.idIfSound(row.key("id"));
                        Instant removedAt = row.instant("removed_at");
                        Optional<String> strippedTo = Optional.ofNullable(row.optionalText("stripped_to"))
                                .filter(AccountPages::isCursorOfService);
                        service.ifPresent(sound -> services.add(new Removed(sound, removedAt, strippedTo)));
                    }
                    return services;
                }));
    }

    private void purge(Removed service) {
        Optional<String> cursor = service.strippedTo();
        while (purged < limit) {
            AccountsAtVersion page =
                    pages.page(new AccountQuery.OfService(service.service()), new PageRequest(cursor, (int)
                            Math.min(STEP, limit - purged)));
            if (!purge(service, page.accounts()) || page.next().isEmpty()) {
                return;
            }
            cursor = page.next().get().cursor();
            remember(service, cursor.orElseThrow());
        }
        more = true;
    }

    /**
     * Deletes the credentials of some accounts. An account that changes meanwhile is read again and tried again.
     *
     * @return false if the service came back, or an account is left
     */
    private boolean purge(Removed service, List<AccountRow> page) {
        List<AccountRow> open = withCredentials(service, page);
        for (int i = 0; i < RegistryStore.JOB_ATTEMPTS && !open.isEmpty(); i++) {
            List<AccountRow> changed = new ArrayList<>();
            if (!strip(service, open, changed)) {
                more |= isRemovedAnew(service);
                return false;
            }
            open = changed.isEmpty()
                    ? List.of()
                    : withCredentials(
                            service,
                            accounts.find(changed.stream().map(AccountRow::id).toList())
                                    .accounts());
        }
        open.forEach(account -> left.add(new JobPage.Left(account.id(), JobPage.Reason.CHANGED_CONCURRENTLY)));
        more |= !open.isEmpty();
        return open.isEmpty();
    }

    private static List<AccountRow> withCredentials(Removed service, List<AccountRow> rows) {
        return rows.stream()
                .filter(row -> row.credentials().isPresent() && row.service().equals(Optional.of(service.service())))
                .toList();
    }

    /**
     * Takes the credentials of the accounts that did not change meanwhile, and adds the others to a list. Each conflict
     * halves the transactions: where nodes of a cluster write the same rows, a long one always loses.
     *
     * @return false if the service came back, even if it was removed again: accounts before this page may have new
     *     credentials by then
     */
    private boolean strip(Removed service, List<AccountRow> open, List<AccountRow> changed) {
        int size = open.size();
        int from = 0;
        while (from < open.size()) {
            var step = new Step(service, open.subList(from, open.size()), size);
            Optional<List<AccountRow>> unchanged = database.write(step, session -> Optional.empty());
            if (unchanged.isEmpty()) {
                return false;
            }
            purged += unchanged.get().size();
            step.taken.stream().filter(row -> !unchanged.get().contains(row)).forEach(changed::add);
            from += step.taken.size();
            size = step.size;
        }
        return true;
    }

    /** One transaction, over fewer accounts each time that it is tried. */
    private final class Step implements Database.Work<Optional<List<AccountRow>>> {
        private final Removed service;
        private final List<AccountRow> open;
        private List<AccountRow> taken = List.of();
        private int size;

        Step(Removed service, List<AccountRow> open, int size) {
            this.service = service;
            this.open = open;
            this.size = size;
        }

        @Override
        public Optional<List<AccountRow>> on(Session session) throws SQLException {
            size = taken.isEmpty() ? size : Math.max(1, size / 2);
            taken = open.subList(0, Math.min(size, open.size()));
            if (!Doors.purge(session, tenant, service.service(), service.removedAt())) {
                session.undo();
                return Optional.empty();
            }
            List<AccountRow> stripped = new ArrayList<>();
            for (AccountRow account : taken) {
                if (AccountTable.replace(session, tenant, account, account.withoutCredentials())) {
                    stripped.add(account);
                }
            }
            return Optional.of(stripped);
        }
    }

    /** Returns whether the service came back and was removed again before the instant, so that a purge begins anew. */
    private boolean isRemovedAnew(Removed service) {
        return database.read(session -> session.query(
                "SELECT 1 FROM email_registry_service"
                        + " WHERE tenant = ? AND id = ? AND removed_at < ? AND removed_at <> ?",
                parameters -> parameters
                        .number(tenant)
                        .key(service.service().value())
                        .instant(before)
                        .instant(service.removedAt()),
                Row::next));
    }

    /** Keeps the cursor for the next purge, unless the service came back, even if it was removed again. */
    private void remember(Removed service, String cursor) {
        database.write(
                session -> session.update(
                        "UPDATE email_registry_service SET stripped_to = ? WHERE tenant = ? AND id = ? AND removed_at = ?",
                        parameters -> parameters
                                .text(cursor)
                                .number(tenant)
                                .key(service.service().value())
                                .instant(service.removedAt())),
                session -> Optional.empty());
    }
}
