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
 * What one state of the catalog says of one service, judged.
 *
 * @param service the service; empty if it was removed or cannot be read
 * @param home where its credentials go, as long as there is a service
 * @param row what the store holds; empty for a standard service that nobody decided about
 * @param invalid why it cannot be read
 * @param retired whether the library lists it for connected accounts only
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
                Optional.of(Destinations.of(service.servers(), service.trust())),
                row,
                Optional.empty(),
                retired);
    }

    /** A corporate service as stored; one that cannot be read is off, with the reason. */
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

    public static ServiceEntry without(ServiceRow row, String name, Optional<String> invalid) {
        return new ServiceEntry(row.id(), name, Optional.empty(), Optional.empty(), Optional.of(row), invalid, false);
    }

    /** The same service after a decision about it that leaves its definition as it is. */
    public ServiceEntry decided(ServiceRow next) {
        EmailService now = service.orElseThrow();
        return of(
                new EmailService(
                        now.id(),
                        now.name(),
                        now.kind(),
                        now.servers(),
                        now.signIn(),
                        next.hidden(),
                        next.revision(),
                        now.trust(),
                        now.domains()),
                Optional.of(next),
                retired);
    }

    boolean standard() {
        return service.isPresent() && service.get().kind() == EmailService.Kind.STANDARD;
    }

    /** Whether there is such a service for an administrator: readable or not, but not removed. */
    public boolean exists() {
        return removedAt().isEmpty();
    }

    public boolean hidden() {
        return row.isPresent() && row.get().hidden();
    }

    /** The service, or what it was before it was removed. */
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

    /** The commit that defined it last, hiding and showing apart. */
    public CatalogVersion definedAt() {
        return row.flatMap(ServiceRow::definition).map(d -> d.version()).orElse(CatalogVersion.EMPTY);
    }

    /** Where credentials of accounts may have been at home; of a service that cannot be read, nothing is believed. */
    public List<String> formerDestinations() {
        return row.filter(r -> service.isPresent())
                .flatMap(ServiceRow::definition)
                .map(d -> d.formerDestinations())
                .orElse(List.of());
    }

    public DoorId door() {
        return DoorId.of(id);
    }

    /** Whether accounts may enter. */
    public boolean open() {
        return service.isPresent() && !hidden() && !retired;
    }
}
