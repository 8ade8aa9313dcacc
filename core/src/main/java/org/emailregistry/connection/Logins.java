package org.emailregistry.connection;

import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.TokenRequest;
import org.emailregistry.account.TokenSource;
import org.emailregistry.account.UserId;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.MailServer;

/**
 * The credentials of one user for both servers of a mailbox.
 *
 * @param credentials the login, with a password or for an external token
 * @param address the email address, if it differs from the login
 * @param tokens the source of tokens
 * @param owner the user, for the token source
 * @param account the account, for the token source
 */
record Logins(
        Credentials credentials,
        Optional<String> address,
        Optional<TokenSource> tokens,
        Optional<UserId> owner,
        Optional<AccountId> account) {
    /** Returns the login for one server; the caller closes it. */
    Login at(MailServer server) throws ConnectionFailedException {
        String login = credentials.login();
        String userName = server.userNameFormat().userName(login, address.orElse(login));
        if (credentials instanceof Credentials.Password password) {
            return new Login(userName, false, () -> password.secret().copy());
        }
        TokenSource source = tokens.orElseThrow(() -> new ConnectionFailedException(Outcome.UNEXPECTED));
        return new Login(userName, true, () -> source.token(new TokenRequest(owner, account, login, server)));
    }
}
