package org.emailregistry.jdbc;

import static org.emailregistry.store.RegistryStore.MAXIMUM_IDS;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.InsertResult;
import org.jspecify.annotations.Nullable;

/** Inserts many accounts in one transaction, and again without those that are refused. */
final class BatchInserts {
    private final Database database;
    private final Tenant tenant;
    private final Doors doors;

    BatchInserts(Database database, Tenant tenant, Doors doors) {
        this.database = database;
        this.tenant = tenant;
        this.doors = doors;
    }

    List<InsertResult> insertAll(List<AccountRow> accounts) {
        long id = tenant.id();
        var batch = new Batch(accounts);
        for (int attempt = 0; attempt < Accounts.ATTEMPTS; attempt++) {
            List<AccountRow> open = batch.undecided();
            if (open.isEmpty()) {
                return batch.results();
            }
            boolean inserted = database.write(
                    session -> adopt(session, id, open, batch),
                    session -> Accounts.done(session, id, open.get(0)).map(result -> true));
            if (inserted) {
                open.forEach(account -> batch.decide(account, InsertResult.INSERTED));
            } else {
                explain(id, open, batch);
            }
        }
        throw Accounts.tooManyWereFaster();
    }

    /** Inserts all accounts or none. */
    private static boolean adopt(Session session, long id, List<AccountRow> accounts, Batch batch) throws SQLException {
        Map<String, Integer> byDoor = new TreeMap<>();
        accounts.forEach(account -> byDoor.merge(Doors.key(account.door()), 1, Integer::sum));
        for (Map.Entry<String, Integer> door : byDoor.entrySet()) {
            if (!Doors.adopt(session, id, door.getKey(), door.getValue())) {
                batch.closedDoor = door.getKey();
                session.undo();
                return false;
            }
        }
        if (!AccountTable.insert(session, id, accounts, null)) {
            return false;
        }
        Health.count(session, id, List.of(), accounts);
        return true;
    }

    /** Decides the accounts that kept a batch from being inserted. */
    private void explain(long id, List<AccountRow> accounts, Batch batch) {
        @Nullable String closed = batch.closedDoor;
        batch.closedDoor = null;
        if (closed != null) {
            if (!isCorporate(id, closed) && doors.make(id, closed)) {
                return;
            }
            Predicate<AccountRow> refused = account -> Doors.key(account.door()).equals(closed);
            accounts.stream()
                    .filter(refused)
                    .forEach(account -> batch.decide(account, InsertResult.DOOR_CLOSED_OR_MOVED));
            return;
        }
        for (int from = 0; from < accounts.size(); from += MAXIMUM_IDS) {
            List<AccountRow> some = accounts.subList(from, Math.min(accounts.size(), from + MAXIMUM_IDS));
            blocked(id, some).forEach(account -> batch.decide(account, InsertResult.ALREADY_CONNECTED));
        }
    }

    /** Returns the accounts whose id, or whose owner and address, another account has. */
    private List<AccountRow> blocked(long id, List<AccountRow> accounts) {
        var ids = new KeyList(accounts.stream().map(account -> account.id().value()));
        var owners =
                new KeyList(accounts.stream().map(account -> account.owner().value()));
        Set<String> takenIds = new HashSet<>();
        Set<List<String>> takenAddresses = new HashSet<>();
        Dialect dialect = database.dialect();
        String columns = "SELECT x.id, x.owner, x.address FROM ";
        database.read(session -> session.query(
                columns + ids.accounts(dialect, "id") + " UNION ALL " + columns + owners.accounts(dialect, "owner"),
                parameters -> {
                    ids.bind(parameters, id);
                    owners.bind(parameters, id);
                },
                row -> {
                    while (row.next()) {
                        takenIds.add(row.key("id"));
                        takenAddresses.add(List.of(row.key("owner"), row.key("address")));
                    }
                    return takenIds.size();
                }));
        return accounts.stream()
                .filter(account -> takenIds.contains(account.id().value())
                        || takenAddresses.contains(List.of(account.owner().value(), account.address())))
                .toList();
    }

    private boolean isCorporate(long id, String service) {
        return database.read(session -> session.query(
                "SELECT 1 FROM email_registry_service WHERE tenant = ? AND id = ? AND name IS NOT NULL",
                parameters -> parameters.number(id).key(service),
                Row::next));
    }
}
