package org.emailregistry.store;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.service.ServiceId;

/**
 * What a store knows of one service: a corporate one, one that was removed, or a decision about a standard one.
 *
 * @param id the id
 * @param definition what it is; empty for a standard service, which the library defines
 * @param hidden whether it is kept from users
 * @param revision the revision of the catalog at its last change
 * @param removedAt when it was removed, if it was; the row stays while accounts refer to it
 */
public record ServiceRow(
        ServiceId id,
        Optional<ServiceDefinition> definition,
        boolean hidden,
        long revision,
        Optional<Instant> removedAt) {}
