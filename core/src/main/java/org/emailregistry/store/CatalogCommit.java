package org.emailregistry.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One atomic change of the catalog.
 *
 * @param expected the version that the decisions were based on; the store refuses the commit if the catalog has another
 *     version
 * @param next the version after the commit; its revision is one above the expected revision
 * @param instant when the commit was decided, with a precision of microseconds; never before the instant of the
 *     preceding commit
 * @param operation the id of the operation, unique per commit
 * @param services the rows to store; each row replaces the stored row with the same id or is inserted
 * @param manualEntry the new setting of manual entry; empty to keep the present setting
 * @param doors the new states of {@linkplain Door doors}, at most one per door
 * @param changes the history entries of the commit: one or more, all with the new revision
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
    /**
     * Copies the lists.
     *
     * @throws NullPointerException if a list is null or contains null
     */
    public CatalogCommit {
        services = List.copyOf(services);
        doors = List.copyOf(doors);
        changes = List.copyOf(changes);
    }
}
