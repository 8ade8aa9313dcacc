package org.emailregistry;

import java.util.List;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;

/**
 * All services that an administrator manages, hidden ones included, at one revision. Immutable.
 *
 * @param revision the number of commits so far; each commit raises the revision by one
 * @param services the standard services in the order of {@link EmailServiceRegistry.Builder#standardServices} without
 *     {@linkplain org.emailregistry.service.StandardService#retired retired} ones, then the corporate services ordered
 *     by id: the order in which they were added, as far as the clocks of the nodes agree
 * @param manualEntryAllowed whether users may type servers ("Other")
 * @param invalid the services whose stored row cannot be read or is refused; none of them can be used until an
 *     administrator edits it, {@linkplain Administration#confirmDestinations confirms its destinations} or removes it.
 *     A standard service can only be confirmed
 */
public record Catalog(
        long revision, List<EmailService> services, boolean manualEntryAllowed, List<InvalidService> invalid) {
    /**
     * Creates a catalog with copies of the lists.
     *
     * @throws NullPointerException if a list is null or contains null
     */
    public Catalog {
        services = List.copyOf(services);
        invalid = List.copyOf(invalid);
    }

    /**
     * A service whose stored row cannot be read, is not signed with a key of the registry's cipher, or is older than a
     * row that this node has seen. {@link EmailServiceRegistry#check} tells an unreadable row from a refused one.
     *
     * @param id the id of the service
     * @param name the name of the service; its id if no name is known
     * @param reason the defect, in English, without secrets
     * @param revision the revision of the catalog at the last change of the service; 0 if no row is stored
     */
    public record InvalidService(ServiceId id, String name, String reason, long revision) {}
}
