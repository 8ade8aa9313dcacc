package org.emailregistry.internal.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.emailregistry.internal.Terms;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.ServiceRow;

/**
 * The validated state of one service in one state of the catalog.
 *
 * @param stored the service as the row describes it, even if it was removed or the row is not trusted; empty if the row
 *     cannot be read
 * @param row the stored row; empty for a standard service without a decision
 * @param defect why the service is not used; empty if it is valid or was removed
 * @param standard whether the service comes from the library
 * @param retired whether the library keeps the service for connected accounts only
 * @param service the service; empty if it was removed, or has a defect
 * @param home the destinations of the service's credentials; empty if there is no service
 */
public record ServiceEntry(
        ServiceId id,
        String name,
        Optional<EmailService> stored,
        Optional<ServiceRow> row,
        Optional<Defect> defect,
        boolean standard,
        boolean retired,
        Optional<EmailService> service,
        Optional<Destinations> home) {

    private static ServiceEntry of(
            ServiceId id,
            String name,
            Optional<EmailService> stored,
            Optional<ServiceRow> row,
            Optional<Defect> defect,
            boolean standard,
            boolean retired) {
        boolean removed = row.flatMap(ServiceRow::removedAt).isPresent();
        Optional<EmailService> service = removed || defect.isPresent() ? Optional.empty() : stored;
        long destined = service.isPresent() ? row.map(ServiceEntry::destined).orElse(0L) : 0;
        return new ServiceEntry(
                id,
                name,
                stored,
                row,
                defect,
                standard,
                retired,
                service,
                service.map(s -> Destinations.of(s.servers(), s.trustedCertificates(), destined)));
    }

    private static long destined(ServiceRow row) {
        return Terms.parse(row.terms()).number(Destinations.DESTINED);
    }

    /** Returns the entry of a valid corporate service. */
    public static ServiceEntry corporate(EmailService service, ServiceRow row) {
        return of(service.id(), service.name(), Optional.of(service), Optional.of(row), Optional.empty(), false, false);
    }

    /** Returns the entry of a standard service. */
    static ServiceEntry standard(
            EmailService service, Optional<ServiceRow> row, Optional<Defect> defect, boolean retired) {
        return of(service.id(), service.name(), Optional.of(service), row, defect, true, retired);
    }

    /** Returns the entry of a row that belongs to no standard service of this library and has no servers. */
    static ServiceEntry without(ServiceRow row, Defect defect) {
        return of(row.id(), row.id().value(), Optional.empty(), Optional.of(row), Optional.of(defect), false, false);
    }

    /**
     * Reads a stored corporate service.
     *
     * @param distrust why the row is not trusted; empty if it is
     */
    static ServiceEntry read(ServiceRow row, Optional<Defect> distrust) {
        String name = row.definition().orElseThrow().name();
        try {
            EmailService service = ServiceRows.read(row, row.definition().get());
            destined(row);
            return of(row.id(), name, Optional.of(service), Optional.of(row), distrust, false, false);
        } catch (IllegalArgumentException e) {
            Optional<Defect> defect = row.removedAt().isPresent() && distrust.isEmpty()
                    ? Optional.empty()
                    : distrust.or(
                            () -> Optional.of(new Defect(Defect.Kind.UNREADABLE, String.valueOf(e.getMessage()))));
            return of(row.id(), name, Optional.empty(), Optional.of(row), defect, false, false);
        }
    }

    /** Returns the entry after a decision that leaves the definition unchanged: trusted, since it is decided now. */
    public ServiceEntry decided(ServiceRow next) {
        EmailService before = stored.orElseThrow();
        var now = new EmailService(
                before.id(),
                before.name(),
                before.kind(),
                before.servers(),
                before.authenticationMethods(),
                next.hidden(),
                next.revision(),
                before.trustedCertificates(),
                before.domains());
        return of(id, name, Optional.of(now), Optional.of(next), Optional.empty(), standard, retired);
    }

    /** Returns the entry after the removal of the service. */
    public ServiceEntry removed(ServiceRow next) {
        return of(id, name, stored, Optional.of(next), Optional.empty(), standard, retired);
    }

    /** Returns whether the service was not removed; its row may be invalid. */
    public boolean exists() {
        return removedAt().isEmpty();
    }

    public boolean hidden() {
        return row.isPresent() && row.get().hidden();
    }

    /** Returns the service; if it was removed, as it was before the removal. */
    public Optional<EmailService> lastKnown() {
        return exists() ? service : stored;
    }

    /** Returns when the service was removed; empty if it was not, or the row that claims so is not trusted. */
    public Optional<Instant> removedAt() {
        return defect.isPresent() ? Optional.empty() : row.flatMap(ServiceRow::removedAt);
    }

    /** Returns the version of the last commit that changed the definition; hiding and showing leave it unchanged. */
    public CatalogVersion definedAt() {
        return row.flatMap(ServiceRow::definition).map(d -> d.version()).orElse(CatalogVersion.EMPTY);
    }

    /** Whether an administrator's decision produced the row, this one or a later one. */
    private boolean proven() {
        return defect.isEmpty() || defect.get().kind() == Defect.Kind.OLDER;
    }

    /** Returns the confirmed former destinations; none if the row is not trusted. */
    public List<String> formerDestinations() {
        return row.filter(r -> proven() && stored.isPresent())
                .flatMap(ServiceRow::definition)
                .map(d -> d.formerDestinations())
                .orElse(List.of());
    }

    /** Returns the terms of the row; none if the row is not trusted. */
    public Terms terms() {
        return row.filter(r -> proven()).map(r -> Terms.parse(r.terms())).orElse(Terms.NONE);
    }

    public DoorId door() {
        return DoorId.of(id);
    }

    /** Returns whether users may connect accounts to the service. */
    public boolean open() {
        return service.isPresent() && !hidden() && !retired;
    }
}
