package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.account.AccountId;
import org.emailregistry.store.AccountAtVersion;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Reads accounts, and writes them one at a time together with their doors and health counts. */
final class Accounts {
    /** The maximum number of attempts of one call that can lose races. */
    static final int ATTEMPTS = 100;

    private final Database database;
    private final Tenant tenant;
    private final Doors doors;

    Accounts(Database database, Tenant tenant, Doors doors) {
        this.database = database;
        this.tenant = tenant;
        this.doors = doors;
    }

    Optional<AccountAtVersion> find(AccountId account) {
        long id = tenant.id();
        return database.read(session -> session.query(
                "SELECT " + Catalogs.VERSION + ", " + AccountTable.COLUMNS + " FROM email_registry_account a"
                        + " JOIN email_registry_tenant t ON t.id = a.tenant WHERE a.tenant = ? AND a.id = ?",
                parameters -> parameters.number(id).key(account.value()),
                row -> {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    CatalogVersion version = tenant.version(row);
                    return AccountTable.readIfSound(row).map(found -> new AccountAtVersion(found, version));
                }));
    }

    AccountsAtVersion find(Collection<AccountId> accounts) {
        long id = tenant.id();
        var ids = new KeyList(accounts.stream().map(AccountId::value));
        return database.read(session -> session.query(
                        "SELECT " + Catalogs.VERSION + ", " + AccountTable.COLUMNS + " FROM email_registry_tenant t"
                                + " LEFT JOIN (SELECT x.* FROM " + ids.accounts(database.dialect(), "id")
                                + ") a ON a.tenant = t.id WHERE t.id = ?",
                        parameters -> {
                            ids.bind(parameters, id);
                            parameters.number(id);
                        },
                        this::readAll))
                .orElseThrow(tenant::gone);
    }

    /** Reads a join with the tenant's row; the join returns one row even if there are no accounts. */
    private Optional<AccountsAtVersion> readAll(Row row) throws SQLException {
        @Nullable CatalogVersion version = null;
        List<AccountRow> accounts = new ArrayList<>();
        while (row.next()) {
            version = tenant.version(row);
            if (!row.isNull("id")) {
                AccountTable.readIfSound(row).ifPresent(accounts::add);
            }
        }
        return version == null
                ? Optional.empty()
                : Optional.of(new AccountsAtVersion(accounts, Optional.empty(), version));
    }

    InsertResult insert(AccountRow account, long serviceRevision, int ownerLimit) {
        long id = tenant.id();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            InsertResult result = database.write(
                    session -> insert(session, id, account, serviceRevision, ownerLimit),
                    session -> done(session, id, account));
            if (result == InsertResult.DOOR_CLOSED_OR_MOVED && serviceRevision == 0 && makeDoor(id, account)) {
                continue;
            }
            if (result == InsertResult.ALREADY_CONNECTED && !isConnected(id, account)) {
                // Another account took the chosen slot, or the conflicting account was deleted.
                continue;
            }
            return result;
        }
        throw tooManyWereFaster();
    }

    private InsertResult insert(Session session, long id, AccountRow account, long serviceRevision, int ownerLimit)
            throws SQLException {
        if (!Doors.enter(session, id, account, serviceRevision, true)) {
            session.undo();
            return InsertResult.DOOR_CLOSED_OR_MOVED;
        }
        @Nullable Long slot = null;
        if (ownerLimit < Integer.MAX_VALUE) {
            Owned owned = owned(session, id, account);
            if (owned.hasAddress() || owned.slots().size() >= ownerLimit) {
                session.undo();
                return owned.hasAddress() ? InsertResult.ALREADY_CONNECTED : InsertResult.OWNER_LIMIT;
            }
            slot = owned.firstFree();
        }
        if (!AccountTable.insert(session, id, List.of(account), slot)) {
            return InsertResult.ALREADY_CONNECTED;
        }
        Health.count(session, id, List.of(), List.of(account));
        return InsertResult.INSERTED;
    }

    /**
     * The accounts of an owner.
     *
     * @param slots the slots that they take; negative for accounts inserted without a limit
     * @param hasAddress whether one of them has the new account's address
     */
    private record Owned(Set<Long> slots, boolean hasAddress) {
        /**
         * Returns the first free slot. Transactions that read the same accounts choose the same slot, and one gets it.
         */
        long firstFree() {
            long slot = 0;
            while (slots.contains(slot)) {
                slot++;
            }
            return slot;
        }
    }

    private static Owned owned(Session session, long id, AccountRow account) throws SQLException {
        return session.query(
                "SELECT slot, address FROM email_registry_account WHERE tenant = ? AND owner = ?",
                parameters -> parameters.number(id).key(account.owner().value()),
                row -> {
                    Set<Long> slots = new HashSet<>();
                    boolean hasAddress = false;
                    while (row.next()) {
                        long withoutSlot = -1L - slots.size();
                        slots.add(row.optionalNumber("slot").orElse(withoutSlot));
                        hasAddress |= row.key("address").equals(account.address());
                    }
                    return new Owned(slots, hasAddress);
                });
    }

    /**
     * Returns the result of an operation that an earlier attempt committed; empty if the account's row shows that it
     * did not.
     *
     * @throws StoreException if a later change has overwritten the trace of the operation
     */
    static Optional<InsertResult> done(Session session, long id, AccountRow next) throws SQLException {
        return session.query(
                "SELECT version, operation FROM email_registry_account WHERE tenant = ? AND id = ?",
                parameters -> parameters.number(id).key(next.id().value()),
                row -> {
                    boolean isNew = next.version() == 1;
                    boolean found = row.next();
                    if (found ? row.number("version") > next.version() : !isNew) {
                        throw new StoreException(
                                StoreException.Kind.OUTCOME_UNKNOWN,
                                "The outcome of COMMIT is unknown, and the account has changed since; the operation may"
                                        + " have been committed.",
                                null);
                    }
                    return found && row.text("operation").equals(next.operation())
                            ? Optional.of(InsertResult.INSERTED)
                            : Optional.empty();
                });
    }

    /** Creates the door of a standard service, or of manual entry, at its first use; returns false if it exists. */
    private boolean makeDoor(long id, AccountRow account) {
        return doors.make(id, Doors.key(account.door()));
    }

    private boolean isConnected(long id, AccountRow account) {
        return database.read(session -> session.query(
                "SELECT 1 FROM email_registry_account WHERE tenant = ? AND id = ? UNION ALL"
                        + " SELECT 1 FROM email_registry_account WHERE tenant = ? AND owner = ? AND address = ?",
                parameters -> parameters
                        .number(id)
                        .key(account.id().value())
                        .number(id)
                        .key(account.owner().value())
                        .key(account.address()),
                Row::next));
    }

    boolean replace(AccountRow seen, AccountRow next) {
        long id = tenant.id();
        return database.write(
                session -> {
                    boolean replaced = AccountTable.replace(session, id, seen, next);
                    if (replaced) {
                        Health.count(session, id, List.of(seen), List.of(next));
                    } else {
                        session.undo();
                    }
                    return replaced;
                },
                session -> done(session, id, next).map(result -> true));
    }

    InsertResult move(AccountRow seen, AccountRow next, long serviceRevision) {
        long id = tenant.id();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            InsertResult result = database.write(
                    session -> move(session, id, seen, next, serviceRevision), session -> done(session, id, next));
            if (result == InsertResult.DOOR_CLOSED_OR_MOVED && serviceRevision == 0 && makeDoor(id, next)) {
                continue;
            }
            return result;
        }
        throw tooManyWereFaster();
    }

    private static InsertResult move(Session session, long id, AccountRow seen, AccountRow next, long serviceRevision)
            throws SQLException {
        boolean elsewhere = !seen.door().equals(next.door());
        boolean leavesFirst = elsewhere && Doors.key(seen.door()).compareTo(Doors.key(next.door())) < 0;
        if (leavesFirst) {
            Doors.leave(session, id, seen);
        }
        if (!Doors.enter(session, id, next, serviceRevision, elsewhere)) {
            session.undo();
            return InsertResult.DOOR_CLOSED_OR_MOVED;
        }
        if (elsewhere && !leavesFirst) {
            Doors.leave(session, id, seen);
        }
        if (!AccountTable.replace(session, id, seen, next)) {
            session.undo();
            return InsertResult.ALREADY_CONNECTED;
        }
        Health.count(session, id, List.of(seen), List.of(next));
        return InsertResult.INSERTED;
    }

    boolean delete(AccountRow seen) {
        long id = tenant.id();
        boolean deleted = database.write(
                session -> {
                    Doors.leave(session, id, seen);
                    boolean found = AccountTable.delete(session, id, seen);
                    if (found) {
                        Health.count(session, id, List.of(seen), List.of());
                    } else {
                        session.undo();
                    }
                    return found;
                },
                session -> Optional.empty());
        return deleted || find(seen.id()).isEmpty();
    }

    /** Returns the number of accounts per key of their credentials. */
    Map<String, Long> keys() {
        long id = tenant.id();
        return database.read(session -> session.query(
                "SELECT credentials_key, COUNT(*) AS accounts FROM email_registry_account"
                        + " WHERE tenant = ? AND credentials_key IS NOT NULL GROUP BY credentials_key",
                parameters -> parameters.number(id),
                row -> {
                    Map<String, Long> keys = new HashMap<>();
                    while (row.next()) {
                        keys.put(row.text("credentials_key"), row.number("accounts"));
                    }
                    return keys;
                }));
    }

    static StoreException tooManyWereFaster() {
        return new StoreException(
                StoreException.Kind.TIMEOUT,
                "The account changed concurrently in each of " + ATTEMPTS + " attempts.",
                null);
    }
}
