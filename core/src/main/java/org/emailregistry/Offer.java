package org.emailregistry;

import java.util.List;
import org.emailregistry.service.EmailService;

/**
 * The services that users can choose from, at one revision of the catalog. Immutable.
 *
 * @param revision the revision of the catalog
 * @param services the services on offer, in the order of {@link Catalog#services}. Left out are hidden,
 *     {@linkplain org.emailregistry.service.StandardService#retired retired} and {@linkplain Catalog#invalid invalid}
 *     services and, if the registry has no token source, services that accept no passwords; the other services then
 *     have passwords as their only authentication method
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
