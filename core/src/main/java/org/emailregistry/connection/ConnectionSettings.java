package org.emailregistry.connection;

import static java.util.Objects.requireNonNull;

import java.net.Proxy;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The settings of all outgoing connections, shared by {@link SocketProbe}, {@link GuardedConnections},
 * {@link GuardedDownload} and {@link org.emailregistry.jakartamail.MailConnector}. Immutable and thread-safe; each
 * {@code with} method returns a changed copy.
 *
 * <pre>{@code
 * var settings = ConnectionSettings.recommended().withEhloName("crm.acme.example");
 * var probe = SocketProbe.builder().settings(settings).build();
 * var connector = MailConnector.builder(registry).settings(settings).build();
 * }</pre>
 */
public final class ConnectionSettings {
    private static final ConnectionSettings RECOMMENDED = new ConnectionSettings(
            EhloName.DEFAULT, Timeouts.recommended(), null, HostResolver.system(), Proxy.NO_PROXY);

    private final String ehloName;
    private final Timeouts timeouts;
    private final @Nullable Executor executor;
    private final HostResolver resolver;
    private final Proxy proxy;

    private ConnectionSettings(
            String ehloName, Timeouts timeouts, @Nullable Executor executor, HostResolver resolver, Proxy proxy) {
        this.ehloName = ehloName;
        this.timeouts = timeouts;
        this.executor = executor;
        this.resolver = resolver;
        this.proxy = proxy;
    }

    /**
     * Returns the recommended settings: the EHLO name {@code [127.0.0.1]},
     * {@linkplain Timeouts#recommended() recommended timeouts}, daemon threads that are created on demand and end after
     * one idle second, the platform's resolver, and no proxy.
     */
    public static ConnectionSettings recommended() {
        return RECOMMENDED;
    }

    /**
     * Returns a copy with the name that the client announces in SMTP (RFC 5321 section 4.1.3). The recommended
     * {@code [127.0.0.1]} discloses nothing about the machine, but some servers refuse mail from clients that announce
     * this address.
     *
     * @param name a host name such as {@code crm.acme.example}, or an IP address in brackets such as
     *     {@code [192.0.2.1]}
     * @throws IllegalArgumentException if the name is neither of these
     */
    public ConnectionSettings withEhloName(String name) {
        return new ConnectionSettings(EhloName.checked(name), timeouts, executor, resolver, proxy);
    }

    /** Returns a copy with other time limits for the steps of a connection. */
    public ConnectionSettings withTimeouts(Timeouts newTimeouts) {
        return new ConnectionSettings(ehloName, requireNonNull(newTimeouts, "timeouts"), executor, resolver, proxy);
    }

    /**
     * Returns a copy with the executor that resolves names, races addresses, tests mailboxes and downloads documents.
     * The executor may run virtual threads, and needs two threads per concurrent test of a mailbox. This library never
     * shuts the executor down.
     */
    public ConnectionSettings withExecutor(Executor newExecutor) {
        return new ConnectionSettings(ehloName, timeouts, requireNonNull(newExecutor, "executor"), resolver, proxy);
    }

    /**
     * Returns a copy with the resolver of host names. The network guard still vets every address that the resolver
     * returns.
     */
    public ConnectionSettings withResolver(HostResolver newResolver) {
        return new ConnectionSettings(ehloName, timeouts, executor, requireNonNull(newResolver, "resolver"), proxy);
    }

    /**
     * Returns a copy with the proxy for all connections. The address of the proxy itself is not vetted. Proxies in
     * system properties are ignored.
     */
    public ConnectionSettings withProxy(Proxy newProxy) {
        return new ConnectionSettings(ehloName, timeouts, executor, resolver, requireNonNull(newProxy, "proxy"));
    }

    /** Returns the name that the client announces in SMTP. */
    public String ehloName() {
        return ehloName;
    }

    /** Returns the time limits of the steps of a connection. */
    public Timeouts timeouts() {
        return timeouts;
    }

    /** Returns the configured executor; if there is none, an executor of daemon threads with the given name. */
    Executor executor(String threadName) {
        return executor == null ? DaemonThreads.executor(threadName) : executor;
    }

    HostResolver resolver() {
        return resolver;
    }

    Proxy proxy() {
        return proxy;
    }
}
