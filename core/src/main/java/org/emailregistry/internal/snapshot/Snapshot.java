package org.emailregistry.internal.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.Catalog;
import org.emailregistry.Offer;
import org.emailregistry.StandardServiceException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.address.Host;
import org.emailregistry.internal.vault.ServiceSignatures;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.StandardService;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.jspecify.annotations.Nullable;

/** One validated state of the catalog, including the library's standard services. Immutable. */
public final class Snapshot {
    private final CatalogState state;
    private final Map<ServiceId, ServiceEntry> entries;
    private final Set<Host> hiddenHosts;
    private final Catalog catalog;
    private final Offer offer;
    private final Map<String, EmailService> offeredByDomain;

    private Snapshot(CatalogState state, Map<ServiceId, ServiceEntry> entries, boolean tokens) {
        this.state = state;
        this.entries = entries;
        this.hiddenHosts = hiddenHosts(entries.values());
        this.catalog = catalogOf();
        this.offer = offerOf(tokens);
        this.offeredByDomain = byDomain(offer.services());
    }

    /**
     * Validates a state.
     *
     * @param tokens whether the host has a token source
     * @param signatures verifies that an administrator saved the stored definitions
     * @param before the previous snapshot, whose unchanged entries are reused
     */
    static Snapshot of(
            CatalogState state,
            List<StandardService> standard,
            boolean tokens,
            ServiceSignatures signatures,
            @Nullable Snapshot before) {
        Map<ServiceId, ServiceEntry> entries = new LinkedHashMap<>();
        Map<ServiceId, ServiceRow> decisions = new LinkedHashMap<>();
        List<ServiceEntry> corporate = new ArrayList<>();
        for (ServiceRow row : state.services()) {
            row.definition()
                    .ifPresentOrElse(
                            definition -> corporate.add(read(row, definition, signatures, before)),
                            () -> decisions.put(row.id(), row));
        }
        for (StandardService service : standard) {
            entries.put(service.id(), entryOf(service, Optional.ofNullable(decisions.get(service.id()))));
        }
        corporate.sort((a, b) -> a.id().value().compareTo(b.id().value()));
        for (ServiceEntry entry : corporate) {
            entries.putIfAbsent(entry.id(), entry);
        }
        return new Snapshot(state, entries, tokens);
    }

    private static ServiceEntry read(
            ServiceRow row, ServiceDefinition definition, ServiceSignatures signatures, @Nullable Snapshot before) {
        ServiceEntry known = before == null ? null : before.entry(row.id());
        if (known != null && known.service().isPresent() && known.row().equals(Optional.of(row))) {
            return known;
        }
        Optional<String> flaw = row.removedAt().isPresent() ? Optional.empty() : signatures.flaw(row.id(), definition);
        return flaw.isPresent()
                ? ServiceEntry.without(row, definition.name(), flaw)
                : ServiceEntry.read(row, definition);
    }

    private static ServiceEntry entryOf(StandardService standard, Optional<ServiceRow> decision) {
        var service = new EmailService(
                standard.id(),
                standard.name(),
                EmailService.Kind.STANDARD,
                standard.servers(),
                standard.authenticationMethods(),
                decision.map(ServiceRow::hidden).orElse(false),
                decision.map(ServiceRow::revision).orElse(0L),
                Optional.empty(),
                standard.domains());
        return ServiceEntry.of(service, decision, standard.retired());
    }

    public static Set<Host> hiddenHosts(Collection<ServiceEntry> entries) {
        Set<Host> hosts = new HashSet<>();
        for (ServiceEntry entry : entries) {
            if (entry.hidden() && entry.service().isPresent()) {
                EmailService service = entry.service().get();
                hosts.add(service.servers().smtp().address().host());
                hosts.add(service.servers().imap().address().host());
            }
        }
        return hosts;
    }

    private Catalog catalogOf() {
        List<EmailService> services = new ArrayList<>();
        List<Catalog.InvalidService> invalid = new ArrayList<>();
        for (ServiceEntry entry : entries.values()) {
            entry.service().filter(service -> !entry.retired()).ifPresent(services::add);
            entry.invalid()
                    .ifPresent(reason -> invalid.add(new Catalog.InvalidService(
                            entry.id(),
                            entry.name(),
                            reason,
                            entry.row().map(ServiceRow::revision).orElse(0L))));
        }
        return new Catalog(
                state.version().revision(), services, state.manualEntry().allowed(), invalid);
    }

    private Offer offerOf(boolean tokens) {
        List<EmailService> services = new ArrayList<>();
        for (ServiceEntry entry : entries.values()) {
            if (offers(entry, tokens)) {
                entry.service().map(service -> offered(service, tokens)).ifPresent(services::add);
            }
        }
        return new Offer(
                state.version().revision(), services, state.manualEntry().allowed());
    }

    /** Returns the service as users see it: without OAUTH2 if the host has no token source. */
    private static EmailService offered(EmailService service, boolean tokens) {
        return tokens || !service.authenticationMethods().contains(AuthenticationMethod.OAUTH2)
                ? service
                : new EmailService(
                        service.id(),
                        service.name(),
                        service.kind(),
                        service.servers(),
                        Set.of(AuthenticationMethod.PASSWORD),
                        service.hidden(),
                        service.revision(),
                        service.trustedCertificates(),
                        service.domains());
    }

    /**
     * Maps each domain to one service: a corporate service before a standard one, and the first of several of one kind.
     */
    private static Map<String, EmailService> byDomain(List<EmailService> services) {
        Map<String, EmailService> byDomain = new HashMap<>();
        for (EmailService.Kind kind : List.of(EmailService.Kind.CORPORATE, EmailService.Kind.STANDARD)) {
            for (EmailService service : services) {
                if (service.kind() == kind) {
                    service.domains().forEach(domain -> byDomain.putIfAbsent(domain, service));
                }
            }
        }
        return byDomain;
    }

    /** Returns the offered service that a domain belongs to. */
    Optional<EmailService> offered(String domain) {
        return Optional.ofNullable(offeredByDomain.get(domain));
    }

    /**
     * Returns whether users may choose the service: it is open, and the host supports one of its authentication
     * methods.
     */
    public static boolean offers(ServiceEntry entry, boolean tokens) {
        return entry.open()
                && entry.service()
                        .filter(service ->
                                tokens || service.authenticationMethods().contains(AuthenticationMethod.PASSWORD))
                        .isPresent();
    }

    public CatalogState state() {
        return state;
    }

    public CatalogVersion version() {
        return state.version();
    }

    public Collection<ServiceEntry> entries() {
        return entries.values();
    }

    /** Returns the entry of a service, also of a removed or invalid one; null if the id is unknown. */
    @Nullable
    public ServiceEntry entry(ServiceId id) {
        return entries.get(id);
    }

    /**
     * Returns the entry of a service that exists.
     *
     * @throws UnknownServiceException if the id is unknown, or the service was removed
     */
    public ServiceEntry existing(ServiceId id) {
        return existing(entries, id);
    }

    public static ServiceEntry existing(Map<ServiceId, ServiceEntry> entries, ServiceId id) {
        ServiceEntry entry = entries.get(id);
        if (entry == null || !entry.exists()) {
            throw new UnknownServiceException(id);
        }
        return entry;
    }

    /**
     * Returns the entry of a corporate service that exists.
     *
     * @throws UnknownServiceException if the id is unknown, or the service was removed
     * @throws StandardServiceException if it is a standard service
     */
    public ServiceEntry corporate(ServiceId id) {
        return corporate(entries, id);
    }

    public static ServiceEntry corporate(Map<ServiceId, ServiceEntry> entries, ServiceId id) {
        ServiceEntry entry = existing(entries, id);
        if (entry.standard()) {
            throw new StandardServiceException(id);
        }
        return entry;
    }

    public Set<Host> hiddenHosts() {
        return hiddenHosts;
    }

    public Catalog catalog() {
        return catalog;
    }

    public Offer offer() {
        return offer;
    }
}
