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

/**
 * "Fill in for me": finds out from an email address, or its domain, which servers it belongs to. Asks the library's list, and
 * if the domain is not on it, at the same time the configuration files that the domain publishes for mail clients and its SRV
 * records. What is found is a proposal with its source, never more.
 *
 * <p>The email address itself is sent to nobody. Off for users unless {@link Builder#users} allows it, since it makes this
 * host connect to hosts of whatever domain is typed. Thread-safe; keeps no thread busy.
 */
public final class Discovery {
    private static final int MAXIMUM_DOCUMENT = Autoconfig.MAXIMUM_BYTES;

    private final Documents documents;
    private final ServiceRecordDrafts records;
    private final Executor executor;
    private final Duration deadline;
    private final boolean users;
    private final Map<String, StandardService> known = new HashMap<>();

    /** Where documents come from. */
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
     * Begins a discovery.
     *
     * @param download what fetches documents, by the rules of a mail connection
     * @param guard what may be connected to: the registry's
     * @param executor where the questions are asked at the same time; not closed
     */
    public static Builder builder(GuardedDownload download, NetworkGuard guard, Executor executor) {
        return new Builder(download, guard, executor);
    }

    /**
     * Looks for the servers of an address. Takes no longer than the deadline, and tells what is known by then.
     *
     * @param address an email address, or a domain
     * @param origin who asks
     * @return the proposals, trusted ones first; empty if nothing was found, or if it is neither address nor domain
     * @throws IllegalStateException if a user asks, and users may not
     */
    public List<DiscoveredService> discover(String address, Origin origin) {
        requireNonNull(address, "address");
        if (origin == Origin.USER && !users) {
            throw new IllegalStateException("Discovery is not allowed for users");
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
                standard.signIn(),
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
                // Not there, or not to be had: for a proposal it comes to the same.
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
            var cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            throw cancelled;
        } catch (CancellationException e) {
            return List.of();
        } catch (ExecutionException e) {
            throw new IllegalStateException("discovery failed", e.getCause());
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

    /** Builds a {@link Discovery}. */
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

        /** Where SRV records come from; the platform's name servers if not set. */
        public Builder records(ServiceRecords source) {
            records = requireNonNull(source, "records");
            return this;
        }

        /** The services whose domains are known without asking; {@link StandardServices#all()} if not set. */
        public Builder known(List<StandardService> services) {
            known = List.copyOf(services);
            return this;
        }

        /**
         * The time for everything; 30 seconds if not set.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder deadline(Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("deadline: more than zero, got " + time);
            }
            deadline = time;
            return this;
        }

        /** Whether users may ask too; not if not set. The guard then judges by their origin. */
        public Builder users(boolean allowed) {
            users = allowed;
            return this;
        }

        /** The discovery. */
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
