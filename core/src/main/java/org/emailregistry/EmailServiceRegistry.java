package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.account.TokenSource;
import org.emailregistry.internal.Ids;
import org.emailregistry.internal.account.AccountRows;
import org.emailregistry.internal.account.AccountWriter;
import org.emailregistry.internal.account.Adopter;
import org.emailregistry.internal.account.Alarms;
import org.emailregistry.internal.account.Attacher;
import org.emailregistry.internal.account.LoginReports;
import org.emailregistry.internal.account.Probing;
import org.emailregistry.internal.account.RequestReview;
import org.emailregistry.internal.account.Resealer;
import org.emailregistry.internal.decision.Author;
import org.emailregistry.internal.decision.CatalogWriter;
import org.emailregistry.internal.decision.Checkup;
import org.emailregistry.internal.decision.History;
import org.emailregistry.internal.decision.Planner;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.snapshot.CatalogCache;
import org.emailregistry.internal.snapshot.Suggestions;
import org.emailregistry.internal.vault.Signatures;
import org.emailregistry.internal.vault.Vault;
import org.emailregistry.internal.watch.AccountEvents;
import org.emailregistry.internal.watch.Feed;
import org.emailregistry.internal.watch.Listeners;
import org.emailregistry.internal.watch.PollSchedule;
import org.emailregistry.internal.watch.RegistryPoll;
import org.emailregistry.internal.watch.Watches;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.probe.ConnectionProbe;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.StandardService;
import org.emailregistry.store.Change;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.Subscription;
import org.emailregistry.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The list of email services of one application, and the mailboxes that its users have connected.
 *
 * <pre>{@code
 * EmailServiceRegistry emailServices = EmailServiceRegistry.builder(store)
 *         .standardServices(StandardServices.common())
 *         .probe(SocketProbe.recommended())
 *         .build();
 * Offer offer = emailServices.offer(); // the list that a user chooses from
 * }</pre>
 *
 * <p>Create one instance per tenant in each node (process of the application), and close it when the application ends.
 * Instances of one tenant over the same database see each other's changes. To save credentials in a
 * {@linkplain RegistryStore#persistent persistent} store, a registry needs a {@linkplain Builder#cipher cipher}.
 * Methods that read or write the store block until the store has answered, and throw
 * {@link org.emailregistry.store.StoreException} if the store fails. Thread-safe.
 */
public final class EmailServiceRegistry implements AutoCloseable {
    private final Parts parts;
    private final Feed feed;
    private final MailAccounts accounts;
    private final Suggestions suggestions;
    private final List<AutoCloseable> own;

    private EmailServiceRegistry(Parts parts, Feed feed, Suggestions suggestions, List<AutoCloseable> own) {
        this.parts = parts;
        this.feed = feed;
        this.suggestions = suggestions;
        this.accounts = new MailAccounts(parts);
        this.own = own;
    }

    /**
     * Returns a new builder.
     *
     * @param store the store, closed by the caller after the registry
     */
    public static Builder builder(RegistryStore store) {
        return new Builder(store);
    }

    /**
     * Returns the services that users can choose from. The offer is at most {@link Builder#maxStaleness} old: a younger
     * cached offer is returned without reading the store; otherwise this method reads from the store whether the
     * catalog has changed.
     */
    public Offer offer() {
        return parts.cache().recent().offer();
    }

    /**
     * Returns the service for the domain of an email address. Services on offer are preferred, corporate services
     * before standard services; otherwise, if manual entry is allowed, one of {@link Builder#suggestions} is proposed
     * for "Other". A hidden service is never suggested, and a host of a hidden service never for "Other". The
     * suggestion is as current as {@link #offer}. Asks nobody but the store.
     *
     * @param address the text as typed
     * @return the suggestion; empty if there is none, or the text is not an email address
     */
    public Optional<Suggestion> suggest(String address) {
        requireNonNull(address, "address");
        return suggestions.of(address, parts.cache().recent());
    }

    /**
     * Returns the operations of an administrator. Does not read the store.
     *
     * @param actor the name under which the history records changes, chosen by the host application: 1 to 190 UTF-16
     *     units without control characters and lone surrogates
     * @throws NullPointerException if the actor is null
     * @throws IllegalArgumentException if the actor is empty, too long, or contains a control character or lone
     *     surrogate
     */
    public Administration administration(String actor) {
        return new Administration(parts, new Author(Text.requireId(actor, "actor"), ""));
    }

    /** Returns the operations on users' accounts; always the same object. */
    public MailAccounts accounts() {
        return accounts;
    }

    /**
     * Calls a listener for each change of the catalog from now on. The listener receives the changes of every node,
     * each once and in order, on the {@linkplain Builder#listenerExecutor listener executor}, one call at a time.
     * Changes of other nodes arrive within {@link Builder#maxStaleness}, or later if the store cannot be reached. A
     * change that is {@linkplain Administration#purge purged} before a slow listener receives it is lost for this
     * listener; this is logged.
     *
     * <p>An exception thrown by the listener is logged, and the listener receives the next change. A slow listener
     * delays no other listener. Reads the current revision from the store.
     *
     * @return the subscription; closing it ends the calls
     * @throws IllegalStateException if the poller is closed, for instance because this registry is
     */
    public Subscription onChange(Consumer<Change> listener) {
        requireNonNull(listener, "listener");
        return parts.pulse().during(feed.add(listener));
    }

    /**
     * Calls a listener for each account event that this node raises from now on; {@link AccountEvent.Kind} defines
     * which node raises an event. The listener receives the events in order, one at a time, on the
     * {@linkplain Builder#listenerExecutor listener executor}.
     *
     * <p>An exception thrown by the listener is logged, and the listener receives the next event. A slow listener
     * delays no other listener; while 10,000 events wait for a listener, further events for that listener are logged
     * and dropped.
     *
     * @return the subscription; closing it drops waiting events and ends the calls
     */
    public Subscription onAccountEvent(Consumer<AccountEvent> listener) {
        requireNonNull(listener, "listener");
        return parts.events().add(listener);
    }

    /**
     * Calls a listener for each {@link ServiceAlarm} that this node tells from now on, on the
     * {@linkplain Builder#listenerExecutor listener executor}: each alarm and its end are told on one node only. The rules
     * of {@link #onAccountEvent} for exceptions and slow listeners apply.
     *
     * @return the subscription; closing it drops waiting events and ends the calls
     */
    public Subscription onServiceAlarm(Consumer<ServiceAlarm> listener) {
        requireNonNull(listener, "listener");
        return parts.alarms().add(listener);
    }

    /**
     * Looks for what an operator should know: services that cannot be used, with the reason; stored rows that are
     * refused; services with an alarm; and the keys that stored data needs. Ends the alarms of services whose accounts
     * were repaired or disconnected without a login. Compares the stored rows with those that this registry has seen so
     * far, so that nodes can have different findings. Reads the catalog, and the key id of each account once; the cost
     * grows with the number of accounts.
     *
     * @return the findings: services in the order of the catalog, then manual entry, then alarms, then keys ordered by id
     */
    public List<Finding> check() {
        return parts.checkup().findings();
    }

    /** Returns the guard that decides to which network addresses connections may be opened. */
    public NetworkGuard guard() {
        return parts.guard();
    }

    /** Returns the source of OAuth 2.0 access tokens (RFC 6749); empty if the host application has none. */
    public Optional<TokenSource> tokens() {
        return parts.tokens();
    }

    /**
     * Stops polling for changes of other nodes, ends the listeners of account events, and ends the threads that this
     * registry created; a call that is running completes. The store, a shared poller and the host application's
     * executor stay open. Idempotent.
     */
    @Override
    public void close() {
        parts.pulse().stop();
        parts.events().close();
        parts.alarms().close();
        for (AutoCloseable each : own) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("The registry could not be closed completely", e);
            }
        }
    }

    /** Builds a registry. All settings are optional and have safe defaults. Not thread-safe. */
    public static final class Builder {
        private static final Duration SHORTEST_STALENESS = Duration.ofMillis(250);
        /** Polls per {@code maxStaleness}; above 1, so that a poll can complete within the bound. */
        private static final double LOOKS_PER_STALENESS = 1.25;

        private final RegistryStore store;
        private List<StandardService> standardServices = List.of();
        private List<StandardService> suggestions = List.of();
        private ConnectionPolicy policy = ConnectionPolicy.recommended();
        private NetworkGuard guard = NetworkGuard.recommended();
        private Optional<ConnectionProbe> probe = Optional.empty();
        private Optional<CredentialCipher> cipher = Optional.empty();
        private Optional<TokenSource> tokens = Optional.empty();
        private InstantSource clock = Clock.systemUTC();
        private LongSupplier ticker = System::nanoTime;
        private @Nullable Executor listenerExecutor;
        private @Nullable Poller poller;
        private Duration maxStaleness = Duration.ofSeconds(1);
        private Duration testDeadline = Duration.ofSeconds(30);
        private int accountsPerUser = Integer.MAX_VALUE;
        private int suspendAfter = 5;
        private AlarmRule alarmRule = AlarmRule.DEFAULT;

        private Builder(RegistryStore store) {
            this.store = requireNonNull(store, "store");
        }

        /**
         * Sets the standard services, in the order in which users see them. Default: none.
         *
         * @throws IllegalArgumentException if two services have the same id
         */
        public Builder standardServices(List<StandardService> services) {
            Set<ServiceId> ids = new HashSet<>();
            for (StandardService service : services) {
                if (!ids.add(service.id())) {
                    throw new IllegalArgumentException(
                            "standard services: ids must be unique, got " + service.id() + " twice");
                }
            }
            this.standardServices = List.copyOf(services);
            return this;
        }

        /**
         * Sets additional services whose settings {@link EmailServiceRegistry#suggest} may propose for manual entry.
         * Services that are also in the list of standard services are not proposed. Default: none.
         */
        public Builder suggestions(List<StandardService> services) {
            this.suggestions = List.copyOf(services);
            return this;
        }

        /** Sets the policy for server settings. Default: {@link ConnectionPolicy#recommended}. */
        public Builder policy(ConnectionPolicy connectionPolicy) {
            this.policy = requireNonNull(connectionPolicy, "policy");
            return this;
        }

        /** Sets the guard of network addresses. Default: {@link NetworkGuard#recommended}. */
        public Builder guard(NetworkGuard networkGuard) {
            this.guard = requireNonNull(networkGuard, "guard");
            return this;
        }

        /** Sets the probe that tests connections. Default: none; tests then throw {@link IllegalStateException}. */
        public Builder probe(ConnectionProbe connectionProbe) {
            this.probe = Optional.of(connectionProbe);
            return this;
        }

        /**
         * Sets the cipher that seals credentials and signs the stored decisions of administrators: corporate services,
         * decisions about standard services, and the setting of manual entry. Default: none; saving credentials to a
         * persistent store is then refused.
         *
         * <p>If the catalog was changed without a cipher before, a registry with one refuses the unsigned rows. Each such
         * service, also a standard one that was hidden or shown, is {@linkplain Catalog#invalid invalid} until an
         * administrator {@linkplain Administration#confirmDestinations confirms} it; a corporate one can also be edited
         * or removed. Manual entry is forbidden, even if nobody has ever decided about it, until an administrator
         * {@linkplain Administration#allowManualEntry allows or forbids} it.
         */
        public Builder cipher(CredentialCipher credentialCipher) {
            this.cipher = Optional.of(credentialCipher);
            return this;
        }

        /**
         * Sets the source of access tokens. Default: none; services that accept only OAuth 2.0 are then not offered.
         */
        public Builder tokens(TokenSource tokenSource) {
            this.tokens = Optional.of(tokenSource);
            return this;
        }

        /** Sets the clock for timestamps and for time-ordered ids. Default: the system clock in UTC. */
        public Builder clock(InstantSource source) {
            this.clock = requireNonNull(source, "clock");
            return this;
        }

        /**
         * Sets the monotonic time source that measures the age of an offer, in nanoseconds. Default:
         * {@link System#nanoTime}.
         */
        public Builder ticker(LongSupplier nanoseconds) {
            this.ticker = requireNonNull(nanoseconds, "ticker");
            return this;
        }

        /** Sets the executor that runs listeners. Default: daemon threads that the registry creates and ends. */
        public Builder listenerExecutor(Executor executor) {
            this.listenerExecutor = requireNonNull(executor, "listener executor");
            return this;
        }

        /**
         * Sets a poller that several registries share; close it after the registries. Default: a poller that the
         * registry creates and closes.
         */
        public Builder poller(Poller shared) {
            this.poller = requireNonNull(shared, "poller");
            return this;
        }

        /**
         * Sets the maximum age of an {@link Offer}, and, while the store can be reached, the maximum time until this
         * node notices a change of another node and cuts the connections that the change affects. Default: 1 second.
         *
         * @throws IllegalArgumentException if the bound is below 250 milliseconds
         */
        public Builder maxStaleness(Duration bound) {
            if (bound.compareTo(SHORTEST_STALENESS) < 0) {
                throw new IllegalArgumentException("maxStaleness: must be at least 250 ms, got " + bound);
            }
            this.maxStaleness = bound;
            return this;
        }

        /**
         * Sets the time limit for testing a connection, for both servers together. Default: 30 seconds.
         *
         * @throws IllegalArgumentException if the deadline is zero or negative
         */
        public Builder testDeadline(Duration deadline) {
            if (deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("testDeadline: must be more than zero, got " + deadline);
            }
            this.testDeadline = deadline;
            return this;
        }

        /**
         * Sets the maximum number of accounts per user, 1 or more. Default: unlimited.
         *
         * @throws IllegalArgumentException if the limit is below 1
         */
        public Builder accountsPerUser(int limit) {
            Limits.require("accountsPerUser", limit, Integer.MAX_VALUE);
            this.accountsPerUser = limit;
            return this;
        }

        /**
         * Sets the number of refused logins in a row, as reported by {@link MailAccounts#report}, after which an
         * account is suspended. Default: 5, because providers lock a mailbox after only a few more refusals.
         * {@link Integer#MAX_VALUE} suspends no account. While a service has an {@linkplain #alarmRule alarm}, none of its
         * accounts is suspended so.
         *
         * @throws IllegalArgumentException if the number is below 1
         */
        public Builder suspendAfter(int failures) {
            Limits.require("suspendAfter", failures, Integer.MAX_VALUE);
            this.suspendAfter = failures;
            return this;
        }

        /**
         * Sets when failing logins are the fault of a service and not of its accounts. Use the same rule on all nodes.
         * Default: {@link AlarmRule#DEFAULT}.
         */
        public Builder alarmRule(AlarmRule rule) {
            this.alarmRule = requireNonNull(rule, "alarm rule");
            return this;
        }

        /**
         * Returns a new registry. Does not read the store.
         *
         * @throws IllegalArgumentException if the period of a shared poller is not below {@code maxStaleness}
         */
        public EmailServiceRegistry build() {
            Poller looks = poller;
            List<AutoCloseable> own = new ArrayList<>();
            if (looks == null) {
                looks = Poller.every(Duration.ofNanos((long) (maxStaleness.toNanos() / LOOKS_PER_STALENESS)));
                own.add(looks);
            } else if (looks.period().compareTo(maxStaleness) >= 0) {
                throw new IllegalArgumentException(
                        "poller: period must be below maxStaleness (" + maxStaleness + "), got " + looks.period());
            }
            Executor listeners = listenerExecutor;
            if (listeners == null) {
                ExecutorService threads = Executors.newCachedThreadPool(task -> {
                    var thread = new Thread(task, "email-registry-listener");
                    thread.setDaemon(true);
                    return thread;
                });
                own.add(threads::shutdown);
                listeners = threads;
            }
            return wire(looks, listeners, own);
        }

        private EmailServiceRegistry wire(Poller looks, Executor listeners, List<AutoCloseable> own) {
            var feed = new Feed(store, listeners);
            var notary = new Signatures(cipher, store.tenant());
            var cache = new CatalogCache(
                    store, standardServices, tokens.isPresent(), notary, ticker, maxStaleness.toNanos());
            var reader = new AccountReader(store, cache);
            var events = new AccountEvents(listeners, clock);
            var watches = new Watches(reader, events);
            cache.onNew(snapshot -> {
                watches.see(snapshot);
                feed.see(snapshot.version().revision());
            });
            var ids = new Ids(clock);
            var vault = new Vault(cipher, store);
            var planner = new Planner(store, policy);
            var pulse = new PollSchedule(store, looks.rounds(), new RegistryPoll(store, cache, watches, feed));
            var rows = new AccountRows(vault, ids, clock);
            var admissions = new RequestReview(policy, guard, tokens);
            var writer = new CatalogWriter(store, cache, policy, planner, notary, clock, ids);
            var listening =
                    new Listeners<ServiceAlarm>(listeners, alarm -> alarm.kind() + " of service " + alarm.service());
            var alarms = new Alarms(store, rows, alarmRule, listening);
            var resealer = new Resealer(store, reader, vault, rows, events);
            var parts = new Parts(
                    store,
                    cache,
                    policy,
                    guard,
                    tokens,
                    planner,
                    writer,
                    reader,
                    new AccountWriter(
                            store, cache, reader, rows, admissions, vault, ids, watches, events, accountsPerUser),
                    new LoginReports(store, reader, rows, resealer, events, watches, alarms, suspendAfter),
                    new Adopter(store, cache, rows, admissions),
                    resealer,
                    new Attacher(store, cache, reader, rows, vault, writer, events),
                    vault,
                    new History(store),
                    new Checkup(store, cache, alarms::present),
                    ids,
                    new Probing(probe, guard, tokens, testDeadline),
                    watches,
                    pulse,
                    events,
                    listening);
            return new EmailServiceRegistry(
                    parts, feed, new Suggestions(standardServices, suggestions, tokens.isPresent()), List.copyOf(own));
        }
    }
}
