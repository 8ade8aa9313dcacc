package org.emailregistry.store;

import java.time.Instant;
import java.util.List;

/**
 * The whole catalog as stored, at one instant.
 *
 * @param version which state it is
 * @param changedAt the instant of the commit that made it; the epoch for the empty catalog
 * @param services the corporate services, the removed ones that accounts refer to, and the decisions about standard ones
 * @param manualEntry the decision about manual entry
 */
public record CatalogState(
        CatalogVersion version, Instant changedAt, List<ServiceRow> services, ManualEntryRow manualEntry) {
    /** The catalog without a decision. */
    public static final CatalogState EMPTY =
            new CatalogState(CatalogVersion.EMPTY, Instant.EPOCH, List.of(), ManualEntryRow.INITIAL);

    /** Copies the list. */
    public CatalogState {
        services = List.copyOf(services);
    }
}
