package org.emailregistry.discovery;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.emailregistry.autoconfig.AutoconfigProblem;
import org.emailregistry.service.ServiceDraft;

/**
 * A proposal found by {@link Discovery}: a filled-in form, which an administrator reviews and tests before saving it.
 *
 * @param draft the filled-in form
 * @param source where the proposal comes from
 * @param location the place within the source, for people: a service id, a URL before redirects, or a domain
 * @param trusted true for the list of standard services, and for a document fetched over HTTPS from a host of the
 *     domain itself, or from where that host redirects; false for DNS records, which an attacker on the network
 *     can forge
 * @param problems the parts of the whole document that could not be taken over; empty for other sources
 */
public record DiscoveredService(
        ServiceDraft draft, Source source, String location, boolean trusted, List<AutoconfigProblem> problems) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if a component is null
     */
    public DiscoveredService {
        requireNonNull(draft, "draft");
        requireNonNull(source, "source");
        requireNonNull(location, "location");
        problems = List.copyOf(problems);
    }

    /** The sources of proposals. */
    public enum Source {
        /** The list of standard services, or the one given to {@link Discovery.Builder#known}. */
        STANDARD_SERVICE,
        /** A configuration file for mail clients, published by the domain. */
        AUTOCONFIG,
        /** SRV records of the domain (RFC 6186, RFC 8314 section 5.1). */
        SERVICE_RECORDS
    }
}
