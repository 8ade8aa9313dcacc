package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.emailregistry.account.AccountId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.HealthRow;
import org.emailregistry.store.LoginFailuresRow;

/** Counts the failing accounts per service and outcome. The row of a count stays when the count drops to zero. */
final class Health {
    private final Database database;

    Health(Database database) {
        this.database = database;
    }

    /** The key of a count. */
    private record FailingKey(String door, String outcome) implements Comparable<FailingKey> {
        private static final Comparator<FailingKey> ORDER =
                Comparator.comparing(FailingKey::door).thenComparing(FailingKey::outcome);

        @Override
        public int compareTo(FailingKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** The change of a count, and when the first of the added accounts began to fail. */
    private record Delta(long accounts, Instant since) {
        Delta plus(Delta other) {
            return new Delta(accounts + other.accounts(), since);
        }
    }

    /** Adjusts the counts after accounts replaced others; writes nothing if no count changes. */
    static void count(Session session, long tenant, List<AccountRow> before, List<AccountRow> after)
            throws SQLException {
        Map<FailingKey, Delta> deltas = new TreeMap<>();
        after.forEach(account -> collect(deltas, account, 1));
        before.forEach(account -> collect(deltas, account, -1));
        for (Map.Entry<FailingKey, Delta> entry : deltas.entrySet()) {
            if (entry.getValue().accounts() != 0) {
                add(session, tenant, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void collect(Map<FailingKey, Delta> deltas, AccountRow account, int accounts) {
        if (account.loginFailures().isPresent()) {
            LoginFailuresRow failures = account.loginFailures().get();
            var key = new FailingKey(Doors.key(account.door()), failures.outcome());
            deltas.merge(key, new Delta(accounts, failures.since()), Delta::plus);
        }
    }

    private static void add(Session session, long tenant, FailingKey key, Delta delta) throws SQLException {
        int updated = session.update(
                // The order matters: in MariaDB an assignment sees the results of those before it.
                "UPDATE email_registry_health SET since = CASE WHEN failing = 0 THEN ? ELSE since END,"
                        + " failing = failing + ? WHERE tenant = ? AND service = ? AND outcome = ?",
                parameters -> parameters
                        .instant(delta.since())
                        .number(delta.accounts())
                        .number(tenant)
                        .key(key.door())
                        .key(key.outcome()));
        if (updated == 0
                && !session.insert(
                        "INSERT INTO email_registry_health (since, failing, tenant, service, outcome)"
                                + " VALUES (?, ?, ?, ?, ?)",
                        List.of(delta),
                        (parameters, row) -> parameters
                                .instant(row.since())
                                .number(row.accounts())
                                .number(tenant)
                                .key(key.door())
                                .key(key.outcome()))) {
            throw new SQLTransactionRollbackException("another transaction inserted the count", "40001");
        }
    }

    List<HealthRow> find(long tenant) {
        return database.read(session -> session.query(
                "SELECT service, outcome, failing, since FROM email_registry_health WHERE tenant = ? AND failing > 0",
                parameters -> parameters.number(tenant),
                row -> {
                    List<HealthRow> health = new ArrayList<>();
                    while (row.next()) {
                        Optional<DoorId> door = Doors.idIfSound(row.key("service"));
                        String outcome = row.key("outcome");
                        long failing = row.number("failing");
                        Instant since = row.instant("since");
                        door.ifPresent(id -> health.add(new HealthRow(id, outcome, failing, since)));
                    }
                    return health;
                }));
    }

    /** Returns accounts whose failures began in a range of time, the oldest first. */
    List<AccountId> failing(
            long tenant, DoorId door, Collection<String> outcomes, Instant from, Instant to, int limit) {
        if (outcomes.isEmpty()) {
            return List.of();
        }
        return database.read(session -> session.query(
                "SELECT id FROM email_registry_account WHERE tenant = ? AND service = ? AND standing_outcome IN (?"
                        + ", ?".repeat(outcomes.size() - 1)
                        + ") AND standing_since BETWEEN ? AND ? ORDER BY standing_since, id LIMIT ?",
                parameters -> {
                    parameters.number(tenant).key(Doors.key(door));
                    for (String outcome : outcomes) {
                        parameters.text(outcome);
                    }
                    parameters.instant(from).instant(to).number(limit);
                },
                row -> {
                    List<AccountId> found = new ArrayList<>();
                    while (row.next()) {
                        AccountTable.idIfSound(row.key("id")).ifPresent(found::add);
                    }
                    return found;
                }));
    }
}
