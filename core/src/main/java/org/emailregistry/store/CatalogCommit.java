package org.emailregistry.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One atomic step of the catalog.
 *
 * @param expected the version that the decisions were made on; another one refuses the commit
 * @param next the version that the commit makes: the revision after the expected one
 * @param instant when it is decided, to the microsecond; never before the commit before it
 * @param operation the identity of the operation: no two commits have the same
 * @param services the rows to be put in place of those with the same id
 * @param manualEntry the new decision about manual entry, if there is one
 * @param doors what becomes of the doors, one decision a door
 * @param changes the entries of the history, at least one, all of them at the new revision
 */
public record CatalogCommit(
        CatalogVersion expected,
        CatalogVersion next,
        Instant instant,
        String operation,
        List<ServiceRow> services,
        Optional<ManualEntryRow> manualEntry,
        List<DoorDecision> doors,
        List<Change> changes) {
    /** Copies the lists. */
    public CatalogCommit {
        services = List.copyOf(services);
        doors = List.copyOf(doors);
        changes = List.copyOf(changes);
    }
}
