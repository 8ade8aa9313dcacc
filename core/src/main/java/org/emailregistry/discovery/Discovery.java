package org.emailregistry.discovery;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.emailregistry.address.DomainName;
import org.emailregistry.autoconfig.Autoconfig;
import org.emailregistry.autoconfig.AutoconfigImport;
import org.emailregistry.connection.GuardedDownload;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.StandardService;
import org.emailregistry.standard.StandardServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the servers for an email address or a domain, to fill in a form. The list of standard services is searched
 * first. For other domains, the configuration files that the domain publishes for mail clients and the SRV records of
 * the domain are looked up at the same time. Each result is a proposal, which names its source. A source that fails, or
 * for which the executor has no thread, gives no proposal.
 *
 * <p>Only the domain leaves this machine, never the whole address. Requests of users are refused unless
 * {@link Builder#users} allows them, because each request makes this machine connect to hosts of the typed domain.
 * Thread-safe; holds no thread of its own. A DNS look-up cannot be interrupted: if it is still running at the deadline,
 * it keeps its thread of the executor until it ends.
 */
public final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private static final int MAXIMUM_DOCUMENT = Autoconfig.MAXIMUM_BYTES;

    private final Documents documents;
    private final ServiceRecordDrafts records;
    private final Executor executor;
    private final Duration deadline;
    private final boolean users;
    private final Map<String, StandardService> known = new HashMap<>();

    /** Fetches documents. */
    @FunctionalInterface
    interface Documents {
        Optional<byte[]> get(URI location, Origin origin) throws IOException;
    }

    Discovery(
            Documents documents,
            ServiceRecords records,
            Executor executor,
            Duration deadline,
            boolean users,
            List<StandardService> known) {
        this.documents = documents;
        this.records = new ServiceRecordDrafts(records);
        this.executor = executor;
        this.deadline = deadline;
        this.users = users;
        for (StandardService service : known) {
            if (!service.retired()) {
                service.domains().forEach(domain -> this.known.putIfAbsent(domain, service));
            }
        }
    }

    /**
     * Returns a builder.
     *
     * @param download downloads the configuration files
     * @param guard decides which addresses may be connected to, as a rule the guard of the registry
     * @param executor runs the parallel look-ups; never shut down by this library
     */
    public static Builder builder(GuardedDownload download, NetworkGuard guard, Executor executor) {
        return new Builder(download, guard, executor);
    }

    /**
     * Returns proposals for an address. When the deadline passes, returns the proposals that are known by then. A source
     * that fails gives no proposals, and leaves those of the others.
     *
     * @param address an email address or a domain
     * @param origin who requests the proposals
     * @return the proposals, trusted ones first; empty if nothing was found, or the text is neither an address nor a
     *     domain
     * @throws IllegalStateException if the request comes from a user and {@link Builder#users} does not allow it
     * @throws CancellationException if the calling thread is interrupted; its interrupt status stays set
     */
    public List<DiscoveredService> discover(String address, Origin origin) {
        requireNonNull(address, "address");
        requireNonNull(origin, "origin");
        if (origin == Origin.USER && !users) {
            throw new IllegalStateException("discovery is not allowed for users; see Discovery.Builder.users");
        }
        Optional<DomainName> domain = DomainName.tryParse(address.substring(address.lastIndexOf('@') + 1));
        if (domain.isEmpty()) {
            return List.of();
        }
        StandardService standard = known.get(domain.get().toString());
        return standard == null ? ask(domain.get(), origin) : List.of(of(standard));
    }

    private static DiscoveredService of(StandardService standard) {
        var service = new EmailService(
                standard.id(),
                standard.name(),
                EmailService.Kind.STANDARD,
                standard.servers(),
                standard.authenticationMethods(),
                false,
                0,
                Optional.empty(),
                standard.domains());
        return new DiscoveredService(
                ServiceDraft.from(service),
                DiscoveredService.Source.STANDARD_SERVICE,
                standard.id().value(),
                true,
                List.of());
    }

    private List<DiscoveredService> ask(DomainName domain, Origin origin) {
        List<FutureTask<List<DiscoveredService>>> questions = new ArrayList<>();
        for (URI location : locations(domain)) {
            questions.add(question(() -> document(location, origin)));
        }
        questions.add(question(() -> records(domain)));
        long end = System.nanoTime() + deadline.toNanos();
        List<DiscoveredService> found = new ArrayList<>();
        try {
            questions.forEach(question -> start(question));
            for (FutureTask<List<DiscoveredService>> question : questions) {
                found.addAll(answer(question, end - System.nanoTime()));
            }
        } finally {
            questions.forEach(question -> question.cancel(true));
        }
        return List.copyOf(found);
    }

    private static List<URI> locations(DomainName domain) {
        return List.of(
                URI.create("https://autoconfig." + domain + "/mail/config-v1.1.xml"),
                URI.create("https://" + domain + "/.well-known/autoconfig/mail/config-v1.1.xml"));
    }

    private static FutureTask<List<DiscoveredService>> question(Callable<List<DiscoveredService>> asking) {
        return new FutureTask<>(() -> {
            try {
                return asking.call();
            } catch (IOException e) {
                // Missing or unreachable: either way there is no proposal.
                return List.of();
            } catch (RuntimeException | Error e) {
                LOG.warn("A look-up for a domain failed unexpectedly; it gives no proposal", e);
                return List.of();
            }
        });
    }

    private void start(FutureTask<List<DiscoveredService>> question) {
        try {
            executor.execute(question);
        } catch (RejectedExecutionException e) {
            question.cancel(false);
        }
    }

    private static List<DiscoveredService> answer(FutureTask<List<DiscoveredService>> question, long nanos) {
        try {
            return question.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("the calling thread was interrupted");
            cancelled.initCause(e);
            throw cancelled;
        } catch (CancellationException | ExecutionException e) {
            return List.of();
        }
    }

    private List<DiscoveredService> document(URI location, Origin origin) throws IOException {
        List<DiscoveredService> found = new ArrayList<>();
        Optional<byte[]> document = documents.get(location, origin);
        if (document.isPresent()) {
            AutoconfigImport read = Autoconfig.read(document.get());
            for (ServiceDraft draft : read.drafts()) {
                found.add(new DiscoveredService(
                        draft, DiscoveredService.Source.AUTOCONFIG, location.toString(), true, read.problems()));
            }
        }
        return found;
    }

    private List<DiscoveredService> records(DomainName domain) throws IOException {
        return records.of(domain)
                .map(draft -> new DiscoveredService(
                        draft, DiscoveredService.Source.SERVICE_RECORDS, domain.toString(), false, List.of()))
                .map(List::of)
                .orElse(List.of());
    }

    /** Builds a {@link Discovery}. Not thread-safe. */
    public static final class Builder {
        private final GuardedDownload download;
        private final NetworkGuard guard;
        private final Executor executor;
        private ServiceRecords records = new JdkServiceRecords("dns:");
        private List<StandardService> known = StandardServices.all();
        private Duration deadline = Duration.ofSeconds(30);
        private boolean users;

        private Builder(GuardedDownload download, NetworkGuard guard, Executor executor) {
            this.download = requireNonNull(download, "download");
            this.guard = requireNonNull(guard, "guard");
            this.executor = requireNonNull(executor, "executor");
        }

        /** Sets the source of SRV records; the platform's name servers by default. */
        public Builder records(ServiceRecords source) {
            records = requireNonNull(source, "records");
            return this;
        }

        /**
         * Sets the services whose domains need no look-up; {@link StandardServices#all()} by default. Retired services
         * are ignored.
         */
        public Builder known(List<StandardService> services) {
            known = List.copyOf(services);
            return this;
        }

        /**
         * Sets the time limit of a call of {@link #discover}; 30 seconds by default.
         *
         * @throws IllegalArgumentException if the duration is not positive
         */
        public Builder deadline(Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("deadline: must be more than zero, got " + time);
            }
            deadline = time;
            return this;
        }

        /**
         * Sets whether users may request proposals; false by default. The network guard vets their requests by the
         * rules for {@link Origin#USER}.
         */
        public Builder users(boolean allowed) {
            users = allowed;
            return this;
        }

        /** Returns an object with these settings. */
        public Discovery build() {
            return new Discovery(
                    (location, origin) -> download.get(location, origin, guard, MAXIMUM_DOCUMENT),
                    records,
                    executor,
                    deadline,
                    users,
                    known);
        }
    }
}
