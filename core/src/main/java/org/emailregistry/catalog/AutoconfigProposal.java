package org.emailregistry.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.emailregistry.service.ServiceDraft;

/**
 * A provider of an autoconfig document as a form to be looked at.
 *
 * @param provider the provider's id in the document; need not be unique
 * @param draft what the document says of it; a field that it does not say is missing
 * @param domains the domains of the addresses that belong to it, in canonical ASCII form
 */
public record AutoconfigProposal(String provider, ServiceDraft draft, Set<String> domains) {
    /**
     * Copies the domains.
     *
     * @throws NullPointerException if a component is null
     */
    public AutoconfigProposal {
        requireNonNull(provider, "provider");
        requireNonNull(draft, "draft");
        domains = Collections.unmodifiableSet(new LinkedHashSet<>(domains));
    }
}
