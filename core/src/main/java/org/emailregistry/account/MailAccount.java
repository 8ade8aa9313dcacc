package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.service.ServiceId;

/**
 * One user's mailbox connection. Never contains a secret, sealed or not.
 *
 * @param id the id, which stays through a reconnect
 * @param owner the user
 * @param address the email address, its domain in lower-case A-labels; of one user's accounts no two have the same
 * @param login the login as the user typed it
 * @param service the service it refers to; empty if the user typed the servers
 * @param generation 1, and raised by each reconnect
 * @param connectedAt when it was connected first
 * @param changedAt when it was connected, reconnected or given other credentials last
 */
public record MailAccount(
        AccountId id,
        UserId owner,
        String address,
        String login,
        Optional<ServiceId> service,
        long generation,
        Instant connectedAt,
        Instant changedAt) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public MailAccount {
        requireNonNull(id, "id");
        requireNonNull(owner, "owner");
        requireNonNull(address, "address");
        requireNonNull(login, "login");
        requireNonNull(service, "service");
        requireNonNull(connectedAt, "connectedAt");
        requireNonNull(changedAt, "changedAt");
    }
}
