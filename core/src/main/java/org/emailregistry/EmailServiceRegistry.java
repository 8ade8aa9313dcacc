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
import org.emailregistry.internal.account.Admissions;
import org.emailregistry.internal.account.Adopter;
import org.emailregistry.internal.account.Attacher;
import org.emailregistry.internal.account.Entrance;
import org.emailregistry.internal.account.LoginReports;
import org.emailregistry.internal.account.Probing;
import org.emailregistry.internal.account.Resealer;
import org.emailregistry.internal.decision.Author;
import org.emailregistry.internal.decision.CatalogWriter;
import org.emailregistry.internal.decision.Planner;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.snapshot.CatalogCache;
import org.emailregistry.internal.snapshot.Suggestions;
import org.emailregistry.internal.vault.Notary;
import org.emailregistry.internal.vault.Vault;
import org.emailregistry.internal.watch.AccountEvents;
import org.emailregistry.internal.watch.Feed;
import org.emailregistry.internal.watch.Pulse;
import org.emailregistry.internal.watch.RegistryLook;
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
 * The list of email services of one application, and the accounts that its users connected. One object a node and tenant;
 * several over one database see each other's changes. Calls block while the store works. Thread-safe.
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

    /** Begins a registry over a store, which the caller closes after the registry. */
    public static Builder builder(RegistryStore store) {
        return new Builder(store);
    }

    /**
     * What users choose from. Answers from memory for {@code maxStaleness}, then asks the store whether anything has changed.
     */
    public Offer offer() {
        return parts.cache().recent().offer();
    }

    /**
     * The service that an email address belongs to, as far as its domain tells: a service on offer, the organisation's own
     * before a standard one, or else one of {@link Builder#suggestions} for "Other". Never a hidden service, nor a way round
     * one. As fresh as {@link #offer}.
     *
     * @param address what the user typed; anything but an email address gives nothing
     */
    public Optional<Suggestion> suggest(String address) {
        requireNonNull(address, "address");
        return suggestions.of(address, parts.cache().recent());
    }

    /**
     * What an administrator may do, recorded under a name.
     *
     * @param actor who it is, in the host application's words: 1 to 190 characters without control characters
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is not such a name
     */
    public Administration administration(String actor) {
        return new Administration(parts, new Author(Text.requireId(actor, "actor"), ""));
    }

    /** What happens for users. */
    public MailAccounts accounts() {
        return accounts;
    }

    /**
     * Tells of each change of the catalog from now on, of every node, once and in order, on the registry's scheduler. A
     * listener that throws is logged and told of the next change; a slow one delays itself only.
     */
    public Subscription onChange(Consumer<Change> listener) {
        requireNonNull(listener, "listener");
        return parts.pulse().during(feed.add(listener));
    }

    /**
     * Tells of what happens to accounts from now on, in order, on the registry's scheduler; {@link AccountEvent.Kind} says
     * which node tells. A listener that throws is logged and told of the next event; a slow one delays itself only, until
     * 10,000 events wait for it: those after them are logged instead.
     */
    public Subscription onAccountEvent(Consumer<AccountEvent> listener) {
        requireNonNull(listener, "listener");
        return parts.events().add(listener);
    }

    /** What decides on the network addresses behind a host. */
    public NetworkGuard guard() {
        return parts.guard();
    }

    /** Where access tokens come from, if the host application has a source. */
    public Optional<TokenSource> tokens() {
        return parts.tokens();
    }

    /** Ends listeners, watches and what this object started itself. The store stays open. Idempotent. */
    @Override
    public void close() {
        parts.pulse().stop();
        parts.events().close();
        for (AutoCloseable each : own) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("Could not close the registry", e);
            }
        }
    }

    /** Sets up a registry. Everything but the store has a default that is safe. Not thread-safe. */
    public static final class Builder {
        private static final Duration SHORTEST_STALENESS = Duration.ofMillis(250);
        /** The poller looks this much more often than the bound asks for, to have time for the look itself. */
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
        private @Nullable Executor scheduler;
        private @Nullable Poller poller;
        private Duration maxStaleness = Duration.ofSeconds(1);
        private Duration testDeadline = Duration.ofSeconds(30);
        private int accountsPerUser = Integer.MAX_VALUE;
        private int suspendAfter = 5;

        private Builder(RegistryStore store) {
            this.store = requireNonNull(store, "store");
        }

        /**
         * The standard services, in the order of the list; none by default.
         *
         * @throws IllegalArgumentException if two have the same id
         */
        public Builder standardServices(List<StandardService> services) {
            Set<ServiceId> ids = new HashSet<>();
            for (StandardService service : services) {
                if (!ids.add(service.id())) {
                    throw new IllegalArgumentException("standard services: " + service.id() + " twice");
                }
            }
            this.standardServices = List.copyOf(services);
            return this;
        }

        /**
         * Services whose settings {@link EmailServiceRegistry#suggest} may propose for manual entry although they are not on
         * the list; none by default. Those that are on the list as well are ignored here.
         */
        public Builder suggestions(List<StandardService> services) {
            this.suggestions = List.copyOf(services);
            return this;
        }

        /** What server settings may be; the recommended policy by default. */
        public Builder policy(ConnectionPolicy connectionPolicy) {
            this.policy = requireNonNull(connectionPolicy, "policy");
            return this;
        }

        /** Which network addresses may be connected to; the recommended guard by default. */
        public Builder guard(NetworkGuard networkGuard) {
            this.guard = requireNonNull(networkGuard, "guard");
            return this;
        }

        /** What tests connections; without it, tests throw {@link IllegalStateException}. */
        public Builder probe(ConnectionProbe connectionProbe) {
            this.probe = Optional.of(connectionProbe);
            return this;
        }

        /**
         * What seals credentials, and proves that a service is as an administrator saved it; without it, a store that
         * persists takes no credentials. A service that was saved without it is not believed by a registry that has one,
         * until an administrator edits it.
         */
        public Builder cipher(CredentialCipher credentialCipher) {
            this.cipher = Optional.of(credentialCipher);
            return this;
        }

        /** Where access tokens come from; without it, services that take tokens only are not offered. */
        public Builder tokens(TokenSource tokenSource) {
            this.tokens = Optional.of(tokenSource);
            return this;
        }

        /** What time it is, for the history and for ids; the system's clock by default. */
        public Builder clock(InstantSource source) {
            this.clock = requireNonNull(source, "clock");
            return this;
        }

        /** How much time has passed, in nanoseconds from any beginning; the system's by default. */
        public Builder ticker(LongSupplier nanoseconds) {
            this.ticker = requireNonNull(nanoseconds, "ticker");
            return this;
        }

        /** Where listeners run; daemon threads of the registry's own by default. */
        public Builder scheduler(Executor executor) {
            this.scheduler = requireNonNull(executor, "scheduler");
            return this;
        }

        /** A poller that several registries share; one of the registry's own by default. */
        public Builder poller(Poller shared) {
            this.poller = requireNonNull(shared, "poller");
            return this;
        }

        /**
         * How old an {@link Offer} may be, and how long a cut on another node may take; 1 second by default.
         *
         * @throws IllegalArgumentException if it is below 250 milliseconds
         */
        public Builder maxStaleness(Duration bound) {
            if (bound.compareTo(SHORTEST_STALENESS) < 0) {
                throw new IllegalArgumentException("maxStaleness: at least 250 ms, got " + bound);
            }
            this.maxStaleness = bound;
            return this;
        }

        /**
         * The time for a test of a connection, both servers together; 30 seconds by default.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder testDeadline(Duration deadline) {
            if (deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("testDeadline: more than zero, got " + deadline);
            }
            this.testDeadline = deadline;
            return this;
        }

        /**
         * How many accounts a user may have; as many as they like by default.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder accountsPerUser(int limit) {
            Limits.require(limit, Integer.MAX_VALUE);
            this.accountsPerUser = limit;
            return this;
        }

        /**
         * How often in a row a server may refuse the credentials of an account, as reported by {@link MailAccounts#report},
         * before the account is suspended; 5 by default, since providers lock mailboxes after little more.
         * {@link Integer#MAX_VALUE} suspends none.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder suspendAfter(int failures) {
            Limits.require(failures, Integer.MAX_VALUE);
            this.suspendAfter = failures;
            return this;
        }

        /**
         * Makes the registry. Does not ask the store yet.
         *
         * @throws IllegalArgumentException if the shared poller's period is not below {@code maxStaleness}
         */
        public EmailServiceRegistry build() {
            Poller looks = poller;
            List<AutoCloseable> own = new ArrayList<>();
            if (looks == null) {
                looks = Poller.every(Duration.ofNanos((long) (maxStaleness.toNanos() / LOOKS_PER_STALENESS)));
                own.add(looks);
            } else if (looks.period().compareTo(maxStaleness) >= 0) {
                throw new IllegalArgumentException(
                        "poller: its period of " + looks.period() + " is not below maxStaleness, " + maxStaleness);
            }
            Executor listeners = scheduler;
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
            var notary = new Notary(cipher, store.tenant());
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
            var pulse = new Pulse(store, looks.rounds(), new RegistryLook(store, cache, watches, feed));
            var rows = new AccountRows(vault, ids, clock);
            var admissions = new Admissions(policy, guard, tokens);
            var writer = new CatalogWriter(store, cache, policy, planner, notary, clock, ids);
            var parts = new Parts(
                    store,
                    cache,
                    policy,
                    guard,
                    tokens,
                    planner,
                    writer,
                    reader,
                    new Entrance(store, cache, reader, rows, admissions, vault, ids, watches, events, accountsPerUser),
                    new LoginReports(store, rows, events, watches, suspendAfter),
                    new Adopter(store, cache, rows, admissions),
                    new Resealer(store, reader, vault, rows, events),
                    new Attacher(store, cache, reader, rows, vault, writer, events),
                    vault,
                    ids,
                    new Probing(probe, guard, tokens, testDeadline),
                    watches,
                    pulse,
                    events);
            return new EmailServiceRegistry(
                    parts, feed, new Suggestions(standardServices, suggestions, tokens.isPresent()), List.copyOf(own));
        }
    }
}
