package org.emailregistry.connection;

import java.util.Optional;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.account.TokenRequest;
import org.emailregistry.account.TokenSource;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeRequest;

/** The logins of the user of one request. */
final class Logins {
    private Logins() {}

    /**
     * Returns the login for one server; the caller closes it.
     *
     * @throws java.util.NoSuchElementException if the request has no credentials
     */
    static Login at(MailProtocol protocol, ProbeRequest request) throws ConnectionFailedException {
        String userName = request.userName(protocol).orElseThrow();
        if (request.credentials().orElseThrow() instanceof Credentials.Password password) {
            return new Login(userName, false, () -> password.secret().copy());
        }
        TokenSource source = request.tokens().orElseThrow(() -> new ConnectionFailedException(Outcome.UNEXPECTED));
        var wanted = new TokenRequest(
                request.owner(),
                request.account(),
                Optional.empty(),
                request.login(protocol).orElseThrow(),
                protocol.server(request.settings()),
                Optional.empty());
        return new Login(userName, true, () -> token(source.token(wanted)));
    }

    private static Secret token(TokenAnswer answer) throws ConnectionFailedException {
        if (answer instanceof TokenAnswer.Token token) {
            return token.secret();
        }
        throw new ConnectionFailedException(
                answer instanceof TokenAnswer.SignInAgain ? Outcome.SIGN_IN_AGAIN : Outcome.TEMPORARILY_UNAVAILABLE);
    }
}
