package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.service.ServiceId;

/**
 * A mailbox that a user has connected. Contains no secret, neither plain nor sealed. Immutable.
 *
 * @param id the account id, unchanged by a reconnect
 * @param owner the user who owns the account
 * @param address the email address, its domain as lower-case A-labels (RFC 5890), or the login if no address is known;
 *     unique among the owner's accounts
 * @param login the login as the user typed it
 * @param smtpLogin the login for the SMTP server as the user typed it; empty if it gets {@code login}, too
 * @param service the service that the account refers to; empty for a manual account
 * @param generation 1 for a new account, raised by one by each reconnect
 * @param connectedAt when the account was first connected
 * @param changedAt when the account was last connected, reconnected or given new credentials
 */
public record MailAccount(
        AccountId id,
        UserId owner,
        String address,
        String login,
        Optional<String> smtpLogin,
        Optional<ServiceId> service,
        long generation,
        Instant connectedAt,
        Instant changedAt) {
    /**
     * Creates an account.
     *
     * @throws NullPointerException if a component is null
     */
    public MailAccount {
        requireNonNull(id, "id");
        requireNonNull(owner, "owner");
        requireNonNull(address, "address");
        requireNonNull(login, "login");
        requireNonNull(smtpLogin, "smtpLogin");
        requireNonNull(service, "service");
        requireNonNull(connectedAt, "connectedAt");
        requireNonNull(changedAt, "changedAt");
    }
}
