package org.emailregistry.discovery;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.emailregistry.autoconfig.AutoconfigProblem;
import org.emailregistry.service.ServiceDraft;

/**
 * A proposal for "fill in for me": nothing but a filled-in form, to be looked at, reviewed and tested.
 *
 * @param draft the form
 * @param source who says so
 * @param location where exactly, for people
 * @param trusted whether nobody on the way could have changed it: the library's own list, or a document over HTTPS from a
 *     host under the domain itself. What DNS says is not trusted
 * @param problems what of a document could not be taken over
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

    /** Who says so. */
    public enum Source {
        /** The library's list of standard services. */
        STANDARD_SERVICE,
        /** A configuration file that the domain publishes for mail clients. */
        AUTOCONFIG,
        /** SRV records of the domain (RFC 6186, RFC 8314 section 5.1). */
        SERVICE_RECORDS
    }
}
