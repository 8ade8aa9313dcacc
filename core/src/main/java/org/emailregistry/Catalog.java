package org.emailregistry;

import java.util.List;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;

/**
 * What an administrator sees: all services, hidden ones too.
 *
 * @param revision the number of commits so far
 * @param services standard services in the order of the library's list, then corporate ones in the order they were added
 * @param manualEntryAllowed whether users may type servers
 * @param invalid services whose stored settings cannot be read; they are off until they are removed or edited
 */
public record Catalog(
        long revision, List<EmailService> services, boolean manualEntryAllowed, List<InvalidService> invalid) {
    /** Copies the lists. */
    public Catalog {
        services = List.copyOf(services);
        invalid = List.copyOf(invalid);
    }

    /**
     * A corporate service that cannot be read back from the store.
     *
     * @param id the id
     * @param name the name as stored
     * @param reason what is wrong with it
     * @param revision the revision of the catalog at its last change
     */
    public record InvalidService(ServiceId id, String name, String reason, long revision) {}
}
