package org.emailregistry.internal.account;

import java.util.Optional;
import org.emailregistry.internal.snapshot.ServiceRows;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TrustAnchors;
import org.emailregistry.store.SettingsRow;

/**
 * Leave for an account to enter, by one state of the catalog.
 *
 * @param service the service; empty for servers of its own
 * @param doorRevision what the door must say when it enters
 */
public record Admission(
        Optional<ServiceId> service,
        ServerSettings settings,
        Optional<TrustAnchors> trust,
        Origin origin,
        Destinations home,
        long doorRevision) {

    /** The servers as an account without a service keeps them. */
    Optional<SettingsRow> manual() {
        return service.isPresent() ? Optional.empty() : Optional.of(ServiceRows.write(settings));
    }
}
