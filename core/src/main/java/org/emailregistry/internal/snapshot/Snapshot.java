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
import org.emailregistry.internal.vault.Signatures;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.StandardService;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.ServiceRow;
import org.jspecify.annotations.Nullable;

/** One validated state of the catalog, including the library's standard services. Immutable. */
public final class Snapshot {
    private final CatalogState state;
    private final Map<ServiceId, ServiceEntry> entries;
    private final Optional<Defect> manualEntryDefect;
    private final Seen seen;
    private final Set<Host> hiddenHosts;
    private final Catalog catalog;
    private final Offer offer;
    private final Map<String, EmailService> offeredByDomain;

    private Snapshot(
            CatalogState state,
            Map<ServiceId, ServiceEntry> entries,
            Optional<Defect> manualEntryDefect,
            Seen seen,
            boolean tokens) {
        this.state = state;
        this.entries = entries;
        this.manualEntryDefect = manualEntryDefect;
        this.seen = seen;
        this.hiddenHosts = hiddenHosts(entries.values());
        this.catalog = catalogOf();
        this.offer = offerOf(tokens);
        this.offeredByDomain = byDomain(offer.services());
    }

    /**
     * Validates a state.
     *
     * @param tokens whether the host has a token source
     * @param signatures verifies that an administrator's decisions produced the stored rows
     * @param before the previous snapshot, whose unchanged entries are reused, and which knows what was seen so far
     */
    static Snapshot of(
            CatalogState state,
            List<StandardService> standard,
            boolean tokens,
            Signatures signatures,
            @Nullable Snapshot before) {
        Judge judge = new Judge(signatures, before == null ? Seen.NOTHING : before.seen);
        Map<ServiceId, ServiceEntry> entries = new LinkedHashMap<>();
        Map<ServiceId, ServiceRow> decisions = new LinkedHashMap<>();
        List<ServiceEntry> corporate = new ArrayList<>();
        for (ServiceRow row : state.services()) {
            if (row.definition().isPresent()) {
                corporate.add(known(row, before).orElseGet(() -> ServiceEntry.read(row, judge.distrust(row))));
            } else {
                decisions.put(row.id(), row);
            }
        }
        for (StandardService service : standard) {
            Optional<ServiceRow> decision = Optional.ofNullable(decisions.remove(service.id()));
            entries.put(
                    service.id(),
                    decision.flatMap(row -> known(row, before))
                            .orElseGet(() -> entryOf(service, decision, judge.distrust(service.id(), decision))));
        }
        corporate.sort((a, b) -> a.id().value().compareTo(b.id().value()));
        for (ServiceEntry entry : corporate) {
            entries.putIfAbsent(entry.id(), entry);
        }
        // A decision about a standard service that only another version of the library has is kept, and not listed.
        for (ServiceRow row : decisions.values()) {
            judge.distrust(row).ifPresent(defect -> entries.putIfAbsent(row.id(), ServiceEntry.without(row, defect)));
        }
        Optional<Defect> manualEntryDefect = judge.distrust(state);
        return new Snapshot(state, entries, manualEntryDefect, judge.seen(), tokens);
    }

    /** Returns the entry of the previous snapshot if it was made of the same row and is trusted. */
    private static Optional<ServiceEntry> known(ServiceRow row, @Nullable Snapshot before) {
        return Optional.ofNullable(before == null ? null : before.entry(row.id()))
                .filter(known -> known.defect().isEmpty() && known.row().equals(Optional.of(row)));
    }

    private static ServiceEntry entryOf(
            StandardService standard, Optional<ServiceRow> decision, Optional<Defect> distrust) {
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
        return ServiceEntry.standard(service, decision, distrust, standard.retired());
    }

    /** Returns the hosts that users may not type: those of hidden services, and of services whose row has a defect. */
    public static Set<Host> hiddenHosts(Collection<ServiceEntry> entries) {
        Set<Host> hosts = new HashSet<>();
        for (ServiceEntry entry : entries) {
            boolean closed = entry.defect().isPresent() || (entry.hidden() && entry.exists());
            if (closed && entry.stored().isPresent()) {
                EmailService service = entry.stored().get();
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
            entry.defect()
                    .ifPresent(defect -> invalid.add(new Catalog.InvalidService(
                            entry.id(),
                            entry.name(),
                            defect.text(),
                            entry.row().map(ServiceRow::revision).orElse(0L))));
        }
        return new Catalog(state.version().revision(), services, manualEntryAllowed(), invalid);
    }

    private Offer offerOf(boolean tokens) {
        List<EmailService> services = new ArrayList<>();
        for (ServiceEntry entry : entries.values()) {
            if (offers(entry, tokens)) {
                entry.service().map(service -> offered(service, tokens)).ifPresent(services::add);
            }
        }
        return new Offer(state.version().revision(), services, manualEntryAllowed());
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

    /** Whether users may type servers; a setting that is not trusted forbids it. */
    public boolean manualEntryAllowed() {
        return manualEntryDefect.isEmpty() && state.manualEntry().allowed();
    }

    /** Returns why the stored setting of manual entry is not trusted; empty if it is. */
    public Optional<Defect> manualEntryDefect() {
        return manualEntryDefect;
    }

    /** Returns what this node has seen, this snapshot included. */
    public Seen seen() {
        return seen;
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
