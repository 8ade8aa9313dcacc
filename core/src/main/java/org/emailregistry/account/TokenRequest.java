package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.emailregistry.service.MailServer;

/**
 * What a token is wanted for.
 *
 * @param owner the user, if the account has one already
 * @param account the account, if it is connected already
 * @param login the login as the user typed it
 * @param server the server that the token is going to be sent to, and to no other
 */
public record TokenRequest(Optional<UserId> owner, Optional<AccountId> account, String login, MailServer server) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public TokenRequest {
        requireNonNull(owner, "owner");
        requireNonNull(account, "account");
        requireNonNull(login, "login");
        requireNonNull(server, "server");
    }
}
