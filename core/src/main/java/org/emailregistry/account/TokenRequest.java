package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.emailregistry.service.MailServer;

/**
 * The login and server for which a {@link TokenSource} supplies an access token. Immutable.
 *
 * @param owner the user; empty in an administrator's test of a service
 * @param account the account id, if there is one
 * @param login the login for this server as the user typed it
 * @param server the only server that receives the token
 */
public record TokenRequest(Optional<UserId> owner, Optional<AccountId> account, String login, MailServer server) {
    /**
     * Creates a request.
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
