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
 * Who logs in.
 *
 * @param credentials what with
 * @param address the email address, if it is another than the login
 * @param tokens where tokens come from
 * @param owner the user
 * @param account the account
 */
record Logins(
        Credentials credentials,
        Optional<String> address,
        Optional<TokenSource> tokens,
        Optional<UserId> owner,
        Optional<AccountId> account) {
    /** The login for one server; the caller closes it. */
    Login at(MailServer server) throws ConnectionFailedException {
        String login = credentials.login();
        String userName = server.login().userName(login, address.orElse(login));
        if (credentials instanceof Credentials.Password password) {
            return new Login(userName, false, () -> password.secret().copy());
        }
        TokenSource source = tokens.orElseThrow(() -> new ConnectionFailedException(Outcome.UNEXPECTED));
        return new Login(userName, true, () -> source.token(new TokenRequest(owner, account, login, server)));
    }
}
