package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.Page;
import org.emailregistry.store.RegistryStore;

/** The users of a service, from its accounts: a user with two accounts is listed once, across pages too. */
final class UserPages {
    private UserPages() {}

    static Page<UserId> read(RegistryStore store, ServiceId service, Optional<String> cursor, int limit) {
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        requireNonNull(cursor, "cursor");
        Optional<Position> position = cursor.map(Position::parse);
        AccountsAtVersion page =
                store.accounts(new AccountQuery.OfService(service), position.map(Position::inStore), limit);
        String last = position.map(Position::user).orElse("");
        List<UserId> users = new ArrayList<>();
        for (AccountRow account : page.accounts()) {
            if (!account.owner().value().equals(last)) {
                users.add(account.owner());
                last = account.owner().value();
            }
        }
        String lastUser = last;
        return new Page<>(users, page.next().map(next -> new Position(lastUser, next).toString()));
    }

    /** The last user listed, and where the store goes on. */
    private record Position(String user, String inStore) {
        static Position parse(String cursor) {
            int dot = cursor.indexOf('.');
            if (dot < 0) {
                throw new IllegalArgumentException("cursor: not one of this list");
            }
            byte[] user = Base64.getUrlDecoder().decode(cursor.substring(0, dot));
            return new Position(new String(user, StandardCharsets.UTF_8), cursor.substring(dot + 1));
        }

        @Override
        public String toString() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(user.getBytes(StandardCharsets.UTF_8)) + "."
                    + inStore;
        }
    }
}
