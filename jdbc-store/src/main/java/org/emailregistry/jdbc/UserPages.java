package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Page;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages of the users of a service, from an index alone: it has all that is asked for. */
final class UserPages {
    private static final Logger LOG = LoggerFactory.getLogger(UserPages.class);

    private final Database database;
    private final Tenant tenant;

    UserPages(Database database, Tenant tenant) {
        this.database = database;
        this.tenant = tenant;
    }

    Page<UserId> page(ServiceId service, Optional<String> cursor, int limit) {
        long id = tenant.id();
        String after = cursor.map(c -> AccountPages.decode(c, 1).get(0)).orElse("");
        return database.read(session -> session.query(
                "SELECT owner FROM " + database.dialect().accountsByService()
                        + " WHERE tenant = ? AND service = ? AND owner > ? ORDER BY " + AccountPages.BY_SERVICE
                        + " LIMIT ?",
                parameters ->
                        parameters.number(id).key(service.value()).key(after).number(limit + 1),
                row -> page(row, limit)));
    }

    /** The rest of the last one's accounts, if there is any, is passed over by the next page. */
    private static Page<UserId> page(Row row, int limit) throws SQLException {
        List<UserId> users = new ArrayList<>();
        String last = "";
        int rows = 0;
        while (row.next() && ++rows <= limit) {
            String owner = row.key("owner");
            if (!owner.equals(last)) {
                last = owner;
                ifSound(owner).ifPresent(users::add);
            }
        }
        return new Page<>(users, rows > limit ? Optional.of(AccountPages.encode(List.of(last))) : Optional.empty());
    }

    private static Optional<UserId> ifSound(String owner) {
        try {
            return Optional.of(new UserId(owner));
        } catch (IllegalArgumentException e) {
            LOG.warn("A user is left out", e);
            return Optional.empty();
        }
    }
}
