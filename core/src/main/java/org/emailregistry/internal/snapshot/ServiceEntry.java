package org.emailregistry.internal.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;

/**
 * The validated state of one service in one state of the catalog.
 *
 * @param service the service; empty if it was removed or its row is invalid
 * @param home the destinations to which the credentials of accounts are sent; empty if there is no service
 * @param row the stored row; empty for a standard service that was never hidden or shown
 * @param invalid why the row is invalid; empty if it is valid
 * @param retired whether the library keeps the service for connected accounts only
 */
public record ServiceEntry(
        ServiceId id,
        String name,
        Optional<EmailService> service,
        Optional<Destinations> home,
        Optional<ServiceRow> row,
        Optional<String> invalid,
        boolean retired) {

    public static ServiceEntry of(EmailService service, Optional<ServiceRow> row, boolean retired) {
        return new ServiceEntry(
                service.id(),
                service.name(),
                Optional.of(service),
                Optional.of(Destinations.of(service.servers(), service.trustedCertificates())),
                row,
                Optional.empty(),
                retired);
    }

    /** Reads a stored corporate service; an invalid row becomes an entry without a service, with the reason. */
    public static ServiceEntry read(ServiceRow row, ServiceDefinition definition) {
        if (row.removedAt().isPresent()) {
            return without(row, definition.name(), Optional.empty());
        }
        try {
            return of(ServiceRows.read(row, definition), Optional.of(row), false);
        } catch (IllegalArgumentException e) {
            return without(row, definition.name(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** Returns the entry of a service that was removed, or whose row is invalid. */
    public static ServiceEntry without(ServiceRow row, String name, Optional<String> invalid) {
        return new ServiceEntry(row.id(), name, Optional.empty(), Optional.empty(), Optional.of(row), invalid, false);
    }

    /** Returns the entry after a decision that leaves the definition unchanged. */
    public ServiceEntry decided(ServiceRow next) {
        EmailService now = service.orElseThrow();
        return of(
                new EmailService(
                        now.id(),
                        now.name(),
                        now.kind(),
                        now.servers(),
                        now.authenticationMethods(),
                        next.hidden(),
                        next.revision(),
                        now.trustedCertificates(),
                        now.domains()),
                Optional.of(next),
                retired);
    }

    boolean standard() {
        return service.isPresent() && service.get().kind() == EmailService.Kind.STANDARD;
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
        return exists() ? service : row.flatMap(ServiceEntry::beforeRemoval);
    }

    private static Optional<EmailService> beforeRemoval(ServiceRow row) {
        var present = new ServiceRow(row.id(), row.definition(), row.hidden(), row.revision(), Optional.empty());
        return row.definition().flatMap(definition -> read(present, definition).service());
    }

    public Optional<Instant> removedAt() {
        return row.flatMap(ServiceRow::removedAt);
    }

    /** Returns the version of the last commit that changed the definition; hiding and showing leave it unchanged. */
    public CatalogVersion definedAt() {
        return row.flatMap(ServiceRow::definition).map(d -> d.version()).orElse(CatalogVersion.EMPTY);
    }

    /** Returns the confirmed former destinations; none if the service is invalid, since its row is not trusted. */
    public List<String> formerDestinations() {
        return row.filter(r -> service.isPresent())
                .flatMap(ServiceRow::definition)
                .map(d -> d.formerDestinations())
                .orElse(List.of());
    }

    public DoorId door() {
        return DoorId.of(id);
    }

    /** Returns whether users may connect accounts to the service. */
    public boolean open() {
        return service.isPresent() && !hidden() && !retired;
    }
}
