package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServiceId;

/**
 * The login and server for which a {@link TokenSource} supplies an access token. Immutable.
 *
 * @param owner the user; empty in an administrator's test of a service
 * @param account the account id, if there is one
 * @param service the service of the account; empty without an account, and for a manual account
 * @param login the login for this server as the user typed it
 * @param server the only server that receives the token
 * @param refusedSince since when the servers have been refusing the tokens of this account; empty if the last login did not
 *     fail so. A source should then get a new token, even if the last one has not expired
 */
public record TokenRequest(
        Optional<UserId> owner,
        Optional<AccountId> account,
        Optional<ServiceId> service,
        String login,
        MailServer server,
        Optional<Instant> refusedSince) {
    /**
     * Creates a request.
     *
     * @throws NullPointerException if a component is null
     */
    public TokenRequest {
        requireNonNull(owner, "owner");
        requireNonNull(account, "account");
        requireNonNull(service, "service");
        requireNonNull(login, "login");
        requireNonNull(server, "server");
        requireNonNull(refusedSince, "refusedSince");
    }

    /** Returns a copy with what is known about an account. */
    public TokenRequest about(Optional<ServiceId> serviceOfAccount, Optional<Instant> refused) {
        return new TokenRequest(owner, account, serviceOfAccount, login, server, refused);
    }
}
