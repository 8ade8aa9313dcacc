package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads pages of the users of a service, from an index alone. */
final class UserPages {
    private static final Logger LOG = LoggerFactory.getLogger(UserPages.class);

    private final Database database;
    private final Tenant tenant;

    UserPages(Database database, Tenant tenant) {
        this.database = database;
        this.tenant = tenant;
    }

    Page<UserId> page(ServiceId service, PageRequest wanted) {
        long id = tenant.id();
        String after =
                wanted.cursor().map(c -> AccountPages.decode(c, 1).get(0)).orElse("");
        return database.read(session -> session.query(
                "SELECT owner FROM " + database.dialect().accountsByService()
                        + " WHERE tenant = ? AND service = ? AND owner > ? ORDER BY " + AccountPages.BY_SERVICE
                        + " LIMIT ?",
                parameters ->
                        parameters.number(id).key(service.value()).key(after).number(wanted.limit() + 1),
                row -> page(row, service, wanted.limit())));
    }

    /** Reads a page. The next page skips further accounts of the last user. */
    private static Page<UserId> page(Row row, ServiceId service, int limit) throws SQLException {
        List<UserId> users = new ArrayList<>();
        String last = "";
        int rows = 0;
        while (row.next() && ++rows <= limit) {
            String owner = row.key("owner");
            if (!owner.equals(last)) {
                last = owner;
                ifSound(owner, service).ifPresent(users::add);
            }
        }
        return new Page<>(users, AccountPages.next(rows > limit, List.of(last), limit));
    }

    private static Optional<UserId> ifSound(String owner, ServiceId service) {
        try {
            return Optional.of(new UserId(owner));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "The list of users of service {} omits a user: the stored owner is not a valid user id",
                    service,
                    e);
            return Optional.empty();
        }
    }
}
