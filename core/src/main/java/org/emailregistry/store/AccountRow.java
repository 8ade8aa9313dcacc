package org.emailregistry.store;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;

/**
 * One account, as stored.
 *
 * @param id the account id
 * @param owner the user who owns the account
 * @param address the normalized email address, or the login if no address is known; unique per owner
 * @param login the login as the user typed it
 * @param smtpLogin the login for the SMTP server as the user typed it; empty if it gets {@code login}, too
 * @param service the service that the account refers to; empty for an account with manually entered servers
 * @param manual the manually entered servers; empty for an account that refers to a service
 * @param origin the name of the {@code Origin}: whether an administrator or a user named the servers
 * @param credentials the sealed credentials; empty after a purge
 * @param loginFailures the current login failures; empty if there are none
 * @param generation 1 for a new account, raised by one with each reconnect
 * @param version 1 for a new row, raised by one with each change of the row
 * @param operation the id of the last operation on the account; a purge of credentials keeps this id
 * @param createdAt when the account was first connected
 * @param changedAt when the account was last connected, reconnected or given other credentials
 */
public record AccountRow(
        AccountId id,
        UserId owner,
        String address,
        String login,
        Optional<String> smtpLogin,
        Optional<ServiceId> service,
        Optional<SettingsRow> manual,
        String origin,
        Optional<SealedCredentials> credentials,
        Optional<LoginFailuresRow> loginFailures,
        long generation,
        long version,
        String operation,
        Instant createdAt,
        Instant changedAt) {
    /** Returns the id of the {@link Door} that counts this account: the door of its service, or of manual entry. */
    public DoorId door() {
        return new DoorId(service);
    }

    /** Returns this row without its credentials, at the next version. */
    public AccountRow withoutCredentials() {
        return new AccountRow(
                id,
                owner,
                address,
                login,
                smtpLogin,
                service,
                manual,
                origin,
                Optional.empty(),
                loginFailures,
                generation,
                version + 1,
                operation,
                createdAt,
                changedAt);
    }
}
