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
import org.emailregistry.internal.vault.Notary;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SignIn;
import org.emailregistry.service.StandardService;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.jspecify.annotations.Nullable;

/** One state of the catalog, judged, with the library's standard services in it. Immutable. */
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
     * Judges a state.
     *
     * @param tokens whether the host has a source of tokens
     * @param notary what tells whether an administrator said what is stored
     * @param before the snapshot before it: what is the same was judged already
     */
    static Snapshot of(
            CatalogState state,
            List<StandardService> standard,
            boolean tokens,
            Notary notary,
            @Nullable Snapshot before) {
        Map<ServiceId, ServiceEntry> entries = new LinkedHashMap<>();
        Map<ServiceId, ServiceRow> decisions = new LinkedHashMap<>();
        List<ServiceEntry> corporate = new ArrayList<>();
        for (ServiceRow row : state.services()) {
            row.definition()
                    .ifPresentOrElse(
                            definition -> corporate.add(read(row, definition, notary, before)),
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
            ServiceRow row, ServiceDefinition definition, Notary notary, @Nullable Snapshot before) {
        ServiceEntry known = before == null ? null : before.entry(row.id());
        if (known != null && known.service().isPresent() && known.row().equals(Optional.of(row))) {
            return known;
        }
        Optional<String> flaw = row.removedAt().isPresent() ? Optional.empty() : notary.flaw(row.id(), definition);
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
                standard.signIn(),
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

    /** Without a source of tokens nobody signs in with one, so users are not told of it. */
    private static EmailService offered(EmailService service, boolean tokens) {
        return tokens || !service.signIn().contains(SignIn.OAUTH2)
                ? service
                : new EmailService(
                        service.id(),
                        service.name(),
                        service.kind(),
                        service.servers(),
                        Set.of(SignIn.PASSWORD),
                        service.hidden(),
                        service.revision(),
                        service.trust(),
                        service.domains());
    }

    /** A domain belongs to the organisation's own service before a standard one, and to the first of equals. */
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

    /** The service on offer that a domain belongs to. */
    Optional<EmailService> offered(String domain) {
        return Optional.ofNullable(offeredByDomain.get(domain));
    }

    /** Whether users may choose it: it is open, and this host can sign in to it. */
    public static boolean offers(ServiceEntry entry, boolean tokens) {
        return entry.open()
                && entry.service()
                        .filter(service -> tokens || service.signIn().contains(SignIn.PASSWORD))
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

    /** What is known of a service, removed and unreadable ones included. */
    @Nullable
    public ServiceEntry entry(ServiceId id) {
        return entries.get(id);
    }

    /**
     * What is known of a service that exists.
     *
     * @throws UnknownServiceException if there is none, or it was removed
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
     * What is known of a corporate service that exists.
     *
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
