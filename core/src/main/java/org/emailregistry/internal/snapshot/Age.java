package org.emailregistry.internal.snapshot;

import org.emailregistry.internal.Terms;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.store.ManualEntryRow;
import org.emailregistry.store.ServiceRow;

/**
 * The place of a proven row among all rows that decisions produced for the same service, or for manual entry. A
 * confirmation anew raises {@code destined} above every number used before, so that its row is the newest even if the
 * catalog was restored and counts from an earlier revision.
 *
 * @param destined the number of the last change of the destinations
 * @param revision the revision of the row
 */
record Age(long destined, long revision) {
    /** The age of a standard service, or of manual entry, without a decision. */
    static final Age UNDECIDED = new Age(0, 0);

    static Age of(ServiceRow row) {
        return new Age(Terms.parse(row.terms()).number(Destinations.DESTINED), row.revision());
    }

    static Age of(ManualEntryRow row) {
        return new Age(Terms.parse(row.terms()).number(Destinations.DESTINED), row.doorRevision());
    }

    boolean before(Age other) {
        return destined != other.destined ? destined < other.destined : revision < other.revision;
    }
}
