package org.emailregistry.store;

import java.util.Optional;
import org.emailregistry.service.ServiceId;

/**
 * Which door: that of a service, or the one of manual entry.
 *
 * @param service the service; empty for manual entry
 */
public record DoorId(Optional<ServiceId> service) {
    /** The door of manual entry. */
    public static final DoorId MANUAL = new DoorId(Optional.empty());

    /** The door of a service. */
    public static DoorId of(ServiceId service) {
        return new DoorId(Optional.of(service));
    }
}
