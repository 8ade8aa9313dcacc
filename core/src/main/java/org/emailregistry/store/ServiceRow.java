package org.emailregistry.store;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.account.Sealed;
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
 * @param terms what is decided about the service beside its definition: a text that stores keep without reading it;
 *     the empty string if nothing is
 * @param proof proves that an administrator's decision produced this row: all of it, terms included; opaque to the
 *     store; empty if the registry has no cipher
 */
public record ServiceRow(
        ServiceId id,
        Optional<ServiceDefinition> definition,
        boolean hidden,
        long revision,
        Optional<Instant> removedAt,
        String terms,
        Optional<Sealed> proof) {
    /** Returns this row with another proof. */
    public ServiceRow with(Optional<Sealed> newProof) {
        return new ServiceRow(id, definition, hidden, revision, removedAt, terms, newProof);
    }
}
