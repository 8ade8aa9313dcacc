package org.emailregistry;

import java.util.List;
import org.emailregistry.service.EmailService;

/**
 * The services that users can choose from, at one revision of the catalog. Immutable.
 *
 * @param revision the revision of the catalog
 * @param services the services on offer: hidden, {@linkplain org.emailregistry.service.StandardService#retired retired}
 *     and {@linkplain Catalog#invalid invalid} ones are left out; if the registry has no token source, only services
 *     that accept passwords, without their other authentication methods
 * @param manualEntryAllowed whether users may type servers ("Other")
 */
public record Offer(long revision, List<EmailService> services, boolean manualEntryAllowed) {
    /**
     * Creates an offer with a copy of the list.
     *
     * @throws NullPointerException if the list is null
     */
    public Offer {
        services = List.copyOf(services);
    }
}
