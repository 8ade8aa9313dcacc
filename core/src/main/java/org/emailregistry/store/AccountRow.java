package org.emailregistry.store;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;

/**
 * An account as stored.
 *
 * @param id the id
 * @param owner the user
 * @param address the normalized email address, unique with the owner
 * @param login the login as typed
 * @param service the service it refers to; empty for an account with servers of its own
 * @param manual the servers of an account that refers to no service
 * @param origin the name of an {@code Origin}: who named the servers
 * @param credentials the sealed credentials; empty once they were purged
 * @param standing how its logins fail; empty if the last one that was reported succeeded, or none was
 * @param generation raised by each reconnect
 * @param version raised by each change of the row
 * @param operation the id of the last operation on the row
 * @param createdAt when it was inserted
 * @param changedAt when it was changed last
 */
public record AccountRow(
        AccountId id,
        UserId owner,
        String address,
        String login,
        Optional<ServiceId> service,
        Optional<SettingsRow> manual,
        String origin,
        Optional<SealedCredentials> credentials,
        Optional<StandingRow> standing,
        long generation,
        long version,
        String operation,
        Instant createdAt,
        Instant changedAt) {
    /** The door by which it entered. */
    public DoorId door() {
        return new DoorId(service);
    }

    /** The same account after its credentials were purged. */
    public AccountRow withoutCredentials() {
        return new AccountRow(
                id,
                owner,
                address,
                login,
                service,
                manual,
                origin,
                Optional.empty(),
                standing,
                generation,
                version + 1,
                operation,
                createdAt,
                changedAt);
    }
}
