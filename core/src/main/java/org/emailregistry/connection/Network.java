package org.emailregistry.connection;

import java.net.Proxy;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The parts that all connections of one probe or connector share.
 *
 * @param resolver resolves names
 * @param executor races addresses
 * @param proxy the proxy of all connections, or {@link Proxy#NO_PROXY}
 * @param tls the TLS contexts
 * @param timeouts the time limits of the steps
 * @param ehloName the name that the client announces in SMTP; if empty, its address
 * @param clientId the argument of ID, by which the client identifies itself in IMAP; if empty, it does not
 * @param verdicts classifies refusals
 * @param stalledWrites ends writes that the other side does not accept
 */
record Network(
        HostResolver resolver,
        Executor executor,
        Proxy proxy,
        TlsContexts tls,
        Timeouts timeouts,
        Optional<String> ehloName,
        Optional<String> clientId,
        ServerVerdict verdicts,
        StalledWrites stalledWrites) {

    /** Returns a network for callers that limit the time of a name look-up themselves. */
    static Network of(ConnectionSettings settings, String threadName, StalledWrites stalledWrites) {
        return new Network(
                settings.resolver(),
                settings.executor(threadName),
                settings.proxy(),
                new TlsContexts(),
                settings.timeouts(),
                settings.ehloName(),
                settings.clientId(),
                new ServerVerdict(settings.refusalRules()),
                stalledWrites);
    }

    /** Returns a network that limits the time of a name look-up, for callers that block during the look-up. */
    Network withTimedResolver() {
        return new Network(
                new TimedResolver(resolver, executor, timeouts.dns()),
                executor,
                proxy,
                tls,
                timeouts,
                ehloName,
                clientId,
                verdicts,
                stalledWrites);
    }
}
