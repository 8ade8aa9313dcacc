package org.emailregistry.jakartamail;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.emailregistry.AccountMovedException;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.LoginFailures;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.TokenSource;
import org.emailregistry.connection.ConnectionFailedException;
import org.emailregistry.connection.GuardedConnections;
import org.emailregistry.connection.GuardedSocket;
import org.emailregistry.connection.Sockets;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.store.StoreException;
import org.emailregistry.store.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one store or transport: all its sockets, and the watch that closes them when the account is cut
 * off. The watch begins before the account is resolved, so no cut is missed.
 */
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int ATTEMPTS = 10;

    private final EmailServiceRegistry registry;
    private final GuardedConnections connections;
    private final AccountId id;
    private final Duration deadline;
    private final Consumer<Link> onClose;
    private final Sockets sockets = new Sockets();
    private final Subscription watch;

    Link(
            EmailServiceRegistry registry,
            GuardedConnections connections,
            AccountId id,
            Duration deadline,
            Consumer<Link> onClose) {
        this.registry = registry;
        this.connections = connections;
        this.id = id;
        this.deadline = deadline;
        this.onClose = onClose;
        this.watch = registry.accounts().watch(id, sockets::close);
    }

    /** Opens a connection to the servers that the account resolves to now. */
    GuardedSocket open(MailProtocol protocol) throws MessagingException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Resolution resolution = registry.accounts().resolve(id);
            if (resolution instanceof Resolution.Unusable unusable) {
                throw new MailboxUnusableException(unusable);
            }
            var usable = (Resolution.Usable) resolution;
            try (Credentials credentials = registry.accounts().credentials(usable)) {
                return open(protocol, usable, credentials);
            } catch (AccountMovedException e) {
                // The account changed between the two reads: resolve it again.
            } catch (AccountUnusableException e) {
                throw new MailboxUnusableException(e.resolution());
            }
        }
        throw new MailboxCutException();
    }

    private GuardedSocket open(MailProtocol protocol, Resolution.Usable usable, Credentials credentials)
            throws MessagingException {
        var request = new ProbeRequest(
                usable.settings(),
                Optional.of(credentials),
                usable.origin(),
                registry.guard(),
                usable.trustedCertificates(),
                deadline,
                usable.account().smtpLogin(),
                Optional.of(usable.account().address()),
                tokens(usable, credentials),
                Optional.of(usable.account().owner()),
                Optional.of(id));
        try {
            GuardedSocket socket = connections.open(protocol, request, sockets);
            report(usable, Outcome.OK);
            return socket;
        } catch (ConnectionFailedException e) {
            if (isCut()) {
                throw cut();
            }
            report(usable, e.outcome());
            throw MailboxConnectException.of(protocol, e, usable.origin());
        }
    }

    /** Returns the source of tokens, which is told what the registry knows about the account. */
    private Optional<TokenSource> tokens(Resolution.Usable usable, Credentials credentials) {
        if (credentials.kind() != Credentials.Kind.EXTERNAL) {
            return Optional.empty();
        }
        Optional<Instant> refusedSince = registry.accounts()
                .loginFailures(id)
                .filter(failures -> failures.outcome() == Outcome.TOKEN_REFUSED)
                .map(LoginFailures::since);
        return registry.tokens()
                .map(source ->
                        request -> source.token(request.about(usable.account().service(), refusedSince)));
    }

    /** Reports the outcome of the login. A failing store must not hide it. */
    private void report(Resolution.Usable usable, Outcome outcome) {
        try {
            registry.accounts().report(usable.account(), outcome);
        } catch (StoreException e) {
            LOG.warn("Account {}: the login outcome {} could not be stored", id, outcome, e);
        }
    }

    boolean isCut() {
        return sockets.isClosed();
    }

    /** Returns the exception that explains the cut, as far as the reason can still be seen. */
    MessagingException cut() {
        return registry.accounts().resolve(id) instanceof Resolution.Unusable unusable
                ? new MailboxUnusableException(unusable)
                : new MailboxCutException();
    }

    @Override
    public void close() {
        sockets.close();
        watch.close();
        onClose.accept(this);
    }
}
