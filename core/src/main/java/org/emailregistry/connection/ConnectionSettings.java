package org.emailregistry.connection;

import static java.util.Objects.requireNonNull;

import java.net.Proxy;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How this library connects: shared by {@link SocketProbe}, {@link GuardedConnections}, {@link GuardedDownload} and
 * {@link org.emailregistry.jakartamail.MailConnector}, so that a host writes it once. Immutable and thread-safe; the
 * {@code with} methods return changed copies.
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
     * The EHLO name {@code [127.0.0.1]}, {@linkplain Timeouts#recommended() recommended timeouts}, daemon threads that are
     * created when needed and end a second later, the platform's resolver, and no proxy.
     */
    public static ConnectionSettings recommended() {
        return RECOMMENDED;
    }

    /**
     * Sets the name that the client gives itself in SMTP (RFC 5321 section 4.1.3). The recommended {@code [127.0.0.1]}
     * discloses nothing about the machine; some servers refuse mail from clients that use it.
     *
     * @param name a host name such as {@code crm.acme.example}, or an address in brackets such as {@code [192.0.2.1]}
     * @throws IllegalArgumentException if it is neither
     */
    public ConnectionSettings withEhloName(String name) {
        return new ConnectionSettings(EhloName.checked(name), timeouts, executor, resolver, proxy);
    }

    /** Sets how long the steps of a connection may take. */
    public ConnectionSettings withTimeouts(Timeouts newTimeouts) {
        return new ConnectionSettings(ehloName, requireNonNull(newTimeouts, "timeouts"), executor, resolver, proxy);
    }

    /**
     * Sets the executor on which names are resolved, addresses raced, mailboxes tested and documents read. It may be an
     * executor of virtual threads. It needs two threads per concurrent test of a mailbox, and is never shut down by this
     * library.
     */
    public ConnectionSettings withExecutor(Executor newExecutor) {
        return new ConnectionSettings(ehloName, timeouts, requireNonNull(newExecutor, "executor"), resolver, proxy);
    }

    /** Sets the resolver of host names. Every address that it returns is still vetted by the network guard. */
    public ConnectionSettings withResolver(HostResolver newResolver) {
        return new ConnectionSettings(ehloName, timeouts, executor, requireNonNull(newResolver, "resolver"), proxy);
    }

    /**
     * Sets the proxy that all connections go through. The system properties for proxies are ignored, and the address of
     * the proxy is not vetted.
     */
    public ConnectionSettings withProxy(Proxy newProxy) {
        return new ConnectionSettings(ehloName, timeouts, executor, resolver, requireNonNull(newProxy, "proxy"));
    }

    /** The name that the client gives itself in SMTP. */
    public String ehloName() {
        return ehloName;
    }

    /** How long the steps of a connection may take. */
    public Timeouts timeouts() {
        return timeouts;
    }

    /** The host's executor, or threads of our own with the given name. */
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
