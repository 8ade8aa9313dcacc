package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.HealthRow;
import org.emailregistry.store.StandingRow;

/** The table that counts how many accounts fail. A count that has come down to zero stays for the next time. */
final class Health {
    private final Database database;

    Health(Database database) {
        this.database = database;
    }

    /** What the accounts of one count have in common. */
    private record Ailment(String door, String outcome) implements Comparable<Ailment> {
        private static final Comparator<Ailment> ORDER =
                Comparator.comparing(Ailment::door).thenComparing(Ailment::outcome);

        @Override
        public int compareTo(Ailment other) {
            return ORDER.compare(this, other);
        }
    }

    /** How a count changes, and since when the first of those who come has failed. */
    private record Delta(long accounts, Instant since) {
        Delta plus(Delta other) {
            return new Delta(accounts + other.accounts(), since);
        }
    }

    /** Counts the accounts that came into being in place of others; writes nothing if no count changes. */
    static void count(Session session, long tenant, List<AccountRow> before, List<AccountRow> after)
            throws SQLException {
        Map<Ailment, Delta> deltas = new TreeMap<>();
        after.forEach(account -> collect(deltas, account, 1));
        before.forEach(account -> collect(deltas, account, -1));
        for (Map.Entry<Ailment, Delta> entry : deltas.entrySet()) {
            if (entry.getValue().accounts() != 0) {
                add(session, tenant, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void collect(Map<Ailment, Delta> deltas, AccountRow account, int accounts) {
        if (account.standing().isPresent()) {
            StandingRow standing = account.standing().get();
            var ailment = new Ailment(Doors.key(account.door()), standing.outcome());
            deltas.merge(ailment, new Delta(accounts, standing.since()), Delta::plus);
        }
    }

    private static void add(Session session, long tenant, Ailment ailment, Delta delta) throws SQLException {
        int updated = session.update(
                // In this order: MariaDB lets an assignment see those before it.
                "UPDATE email_registry_health SET since = CASE WHEN failing = 0 THEN ? ELSE since END,"
                        + " failing = failing + ? WHERE tenant = ? AND service = ? AND outcome = ?",
                parameters -> parameters
                        .instant(delta.since())
                        .number(delta.accounts())
                        .number(tenant)
                        .key(ailment.door())
                        .key(ailment.outcome()));
        if (updated == 0
                && !session.insert(
                        "INSERT INTO email_registry_health (since, failing, tenant, service, outcome)"
                                + " VALUES (?, ?, ?, ?, ?)",
                        List.of(delta),
                        (parameters, row) -> parameters
                                .instant(row.since())
                                .number(row.accounts())
                                .number(tenant)
                                .key(ailment.door())
                                .key(ailment.outcome()))) {
            throw new SQLTransactionRollbackException("another transaction has made the count", "40001");
        }
    }

    List<HealthRow> find(long tenant) {
        return database.read(session -> session.query(
                "SELECT service, outcome, failing, since FROM email_registry_health WHERE tenant = ? AND failing > 0",
                parameters -> parameters.number(tenant),
                row -> {
                    List<HealthRow> health = new ArrayList<>();
                    while (row.next()) {
                        Optional<DoorId> door = doorIfSound(row.key("service"));
                        String outcome = row.key("outcome");
                        long failing = row.number("failing");
                        Instant since = row.instant("since");
                        door.ifPresent(id -> health.add(new HealthRow(id, outcome, failing, since)));
                    }
                    return health;
                }));
    }

    private static Optional<DoorId> doorIfSound(String key) {
        return key.isEmpty()
                ? Optional.of(DoorId.MANUAL)
                : ServiceTable.idIfSound(key).map(DoorId::of);
    }
}
