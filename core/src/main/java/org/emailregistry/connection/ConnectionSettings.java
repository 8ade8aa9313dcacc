package org.emailregistry.connection;

import static java.util.Objects.requireNonNull;

import java.net.Proxy;
import java.util.List;
import java.util.Optional;
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
            Optional.empty(),
            Optional.of(ClientId.argument("name", "Email Service Registry")),
            Timeouts.recommended(),
            null,
            HostResolver.system(),
            Proxy.NO_PROXY,
            List.of());

    private final Optional<String> ehloName;
    private final Optional<String> clientId;
    private final Timeouts timeouts;
    private final @Nullable Executor executor;
    private final HostResolver resolver;
    private final Proxy proxy;
    private final List<RefusalRule> refusalRules;

    private ConnectionSettings(
            Optional<String> ehloName,
            Optional<String> clientId,
            Timeouts timeouts,
            @Nullable Executor executor,
            HostResolver resolver,
            Proxy proxy,
            List<RefusalRule> refusalRules) {
        this.ehloName = ehloName;
        this.clientId = clientId;
        this.timeouts = timeouts;
        this.executor = executor;
        this.resolver = resolver;
        this.proxy = proxy;
        this.refusalRules = refusalRules;
    }

    /**
     * Returns the recommended settings: the address of the client's end of the connection as EHLO name,
     * the name of this library as the name of the client in IMAP,
     * {@linkplain Timeouts#recommended() recommended timeouts}, daemon threads that are created on demand and end after
     * one idle second, the platform's resolver, and no proxy.
     */
    public static ConnectionSettings recommended() {
        return RECOMMENDED;
    }

    /**
     * Returns a copy with the name that the client announces in SMTP. Best is a host name that DNS knows. Without a
     * configured name, the client announces its address, such as {@code [192.0.2.1]} (RFC 5321 section 4.1.4), which is
     * that of the local network behind a router. Logs a warning if the name means this machine on every machine, like
     * {@code [127.0.0.1]}, because strict servers refuse it.
     *
     * @param name a host name such as {@code crm.acme.example}, or an IP address in brackets such as
     *     {@code [192.0.2.1]}
     * @throws IllegalArgumentException if the name is neither of these
     */
    public ConnectionSettings withEhloName(String name) {
        String checked = EhloName.checked(name);
        EhloName.warnAboutLoopback(checked);
        return new ConnectionSettings(
                Optional.of(checked), clientId, timeouts, executor, resolver, proxy, refusalRules);
    }

    /**
     * Returns a copy with the name and version by which the client identifies itself after each login to an IMAP server
     * that offers ID (RFC 2971), which takes one round trip. Some providers, such as NetEase, open no mailbox for clients
     * that do not. By default the name is "Email Service Registry", without a version.
     *
     * @param name the name of the host application, 1 to 1024 printable ASCII characters
     * @param version its version, likewise
     * @throws IllegalArgumentException if either is not of this form
     */
    public ConnectionSettings withClientId(String name, String version) {
        return withClientId(Optional.of(ClientId.argument("name", name, "version", version)));
    }

    /** Returns a copy with which the client does not identify itself to IMAP servers. */
    public ConnectionSettings withoutClientId() {
        return withClientId(Optional.empty());
    }

    private ConnectionSettings withClientId(Optional<String> argument) {
        return new ConnectionSettings(ehloName, argument, timeouts, executor, resolver, proxy, refusalRules);
    }

    /** Returns a copy with other time limits for the steps of a connection. */
    public ConnectionSettings withTimeouts(Timeouts newTimeouts) {
        return new ConnectionSettings(
                ehloName, clientId, requireNonNull(newTimeouts, "timeouts"), executor, resolver, proxy, refusalRules);
    }

    /**
     * Returns a copy with the executor that resolves names, races addresses, tests mailboxes and downloads documents.
     * The executor may run virtual threads, and needs two threads per concurrent test of a mailbox. This library never
     * shuts the executor down.
     */
    public ConnectionSettings withExecutor(Executor newExecutor) {
        return new ConnectionSettings(
                ehloName, clientId, timeouts, requireNonNull(newExecutor, "executor"), resolver, proxy, refusalRules);
    }

    /**
     * Returns a copy with the resolver of host names. The network guard still vets every address that the resolver
     * returns.
     */
    public ConnectionSettings withResolver(HostResolver newResolver) {
        return new ConnectionSettings(
                ehloName, clientId, timeouts, executor, requireNonNull(newResolver, "resolver"), proxy, refusalRules);
    }

    /**
     * Returns a copy with the proxy for all connections. The address of the proxy itself is not vetted. Proxies in
     * system properties are ignored.
     */
    public ConnectionSettings withProxy(Proxy newProxy) {
        return new ConnectionSettings(
                ehloName, clientId, timeouts, executor, resolver, requireNonNull(newProxy, "proxy"), refusalRules);
    }

    /**
     * Returns a copy with rules for the refusals of servers that the library does not know. They replace earlier ones
     * of this method, and come before those of the library. After an accepted login, a rule about the secret, or about
     * the login itself, does not apply.
     */
    public ConnectionSettings withRefusalRules(List<RefusalRule> newRules) {
        return new ConnectionSettings(ehloName, clientId, timeouts, executor, resolver, proxy, List.copyOf(newRules));
    }

    /** Returns the name that the client announces in SMTP; empty if it announces its address. */
    public Optional<String> ehloName() {
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

    /** Returns the argument of ID; empty if it is not sent. */
    Optional<String> clientId() {
        return clientId;
    }

    HostResolver resolver() {
        return resolver;
    }

    Proxy proxy() {
        return proxy;
    }

    List<RefusalRule> refusalRules() {
        return refusalRules;
    }
}
