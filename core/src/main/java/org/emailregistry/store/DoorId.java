package org.emailregistry.store;

import java.util.Optional;
import org.emailregistry.service.ServiceId;

/**
 * Identifies the {@link Door} of a service or of manual entry.
 *
 * @param service the service; empty for manual entry
 */
public record DoorId(Optional<ServiceId> service) {
    /** The door of manual entry. */
    public static final DoorId MANUAL = new DoorId(Optional.empty());

    /** Returns the id of a service's door. */
    public static DoorId of(ServiceId service) {
        return new DoorId(Optional.of(service));
    }
}
