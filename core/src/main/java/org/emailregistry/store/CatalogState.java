package org.emailregistry.store;

import java.time.Instant;
import java.util.List;

/**
 * The whole catalog, as stored, in one consistent snapshot.
 *
 * @param version the version of the catalog
 * @param changedAt the instant of the last commit; the epoch if there was no commit
 * @param services the corporate services, the removed services until {@link RegistryStore#purge} deletes them, and the
 *     decisions about standard services
 * @param manualEntry the setting of manual entry
 */
public record CatalogState(
        CatalogVersion version, Instant changedAt, List<ServiceRow> services, ManualEntryRow manualEntry) {
    /** The catalog before the first commit. */
    public static final CatalogState EMPTY =
            new CatalogState(CatalogVersion.EMPTY, Instant.EPOCH, List.of(), ManualEntryRow.INITIAL);

    /**
     * Copies the list.
     *
     * @throws NullPointerException if the list is null or contains null
     */
    public CatalogState {
        services = List.copyOf(services);
    }
}
