package org.emailregistry;

import java.util.List;
import org.emailregistry.service.EmailService;

/**
 * What users choose from.
 *
 * @param revision the revision of the catalog
 * @param services the services on offer, none of them hidden; without a source of tokens, with password sign-in only
 * @param manualEntryAllowed whether there is "Other" besides
 */
public record Offer(long revision, List<EmailService> services, boolean manualEntryAllowed) {
    /** Copies the list. */
    public Offer {
        services = List.copyOf(services);
    }
}
