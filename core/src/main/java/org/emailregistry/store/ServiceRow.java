package org.emailregistry.store;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.service.ServiceId;

/**
 * One service, as stored: a corporate service, a removed service, or a decision about a standard service.
 *
 * @param id the service id
 * @param definition the settings of a corporate service; empty for a standard service, whose settings are not stored
 * @param hidden whether the service is hidden from users
 * @param revision the catalog revision of the last change of the service
 * @param removedAt when the service was removed; empty if the service exists. The row stays while accounts refer to the
 *     service
 */
public record ServiceRow(
        ServiceId id,
        Optional<ServiceDefinition> definition,
        boolean hidden,
        long revision,
        Optional<Instant> removedAt) {}
