package org.emailregistry.connection;

import java.net.Proxy;
import java.util.concurrent.Executor;

/**
 * What all connections of one probe or connector have in common.
 *
 * @param resolver where addresses come from
 * @param executor where addresses are raced
 * @param proxy what connections go through, or {@link Proxy#NO_PROXY}
 * @param tls the TLS contexts
 * @param timeouts how long the steps may take
 * @param ehloName what we call ourselves
 * @param stalledWrites ends writes that the other side does not take
 */
record Network(
        HostResolver resolver,
        Executor executor,
        Proxy proxy,
        TlsContexts tls,
        Timeouts timeouts,
        String ehloName,
        StalledWrites stalledWrites) {

    /** For a caller that waits for a name no longer than its own time. */
    static Network of(ConnectionSettings settings, String threadName, StalledWrites stalledWrites) {
        return new Network(
                settings.resolver(),
                settings.executor(threadName),
                settings.proxy(),
                new TlsContexts(),
                settings.timeouts(),
                settings.ehloName(),
                stalledWrites);
    }

    /** For a caller that blocks while a name is resolved. */
    Network withTimedResolver() {
        return new Network(
                new TimedResolver(resolver, executor, timeouts.dns()),
                executor,
                proxy,
                tls,
                timeouts,
                ehloName,
                stalledWrites);
    }
}
