package org.emailregistry.internal.snapshot;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.internal.Terms;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.internal.vault.Signatures;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.ManualEntryRow;
import org.emailregistry.store.ServiceRow;

/**
 * Decides which stored rows are trusted: those that an administrator's decision produced, unless this node has seen a
 * later one of the same service. Without a cipher all rows are trusted. Remembers the rows it has trusted. For one
 * thread and one snapshot.
 */
final class Judge {
    private final Signatures signatures;
    private final Seen before;
    private final Map<Optional<ServiceId>, Age> newer = new HashMap<>();

    Judge(Signatures signatures, Seen before) {
        this.signatures = signatures;
        this.before = before;
    }

    /** Returns why a row is not trusted; empty if it is. A proven removal is trusted whatever was seen. */
    Optional<Defect> distrust(ServiceRow row) {
        Optional<String> defect = signatures.flaw(row);
        if (defect.isPresent()) {
            return Optional.of(new Defect(Defect.Kind.NOT_PROVEN, defect.get()));
        }
        Optional<Defect> unreadable = unreadable(row.terms());
        if (unreadable.isPresent() || signatures.cipher().isEmpty()) {
            return unreadable;
        }
        Optional<Defect> older = distrust(Optional.of(row.id()), Age.of(row));
        return row.removedAt().isPresent() ? Optional.empty() : older;
    }

    /** Returns why the decision about a standard service, or that there is none, is not trusted; empty if it is. */
    Optional<Defect> distrust(ServiceId id, Optional<ServiceRow> decision) {
        return decision.isPresent() ? distrust(decision.get()) : distrust(Optional.of(id), Age.UNDECIDED);
    }

    /** Returns why the setting of manual entry is not trusted; empty if it is. */
    Optional<Defect> distrust(CatalogState state) {
        ManualEntryRow row = state.manualEntry();
        // The first commit signs it, so that nobody can pretend later that it was never decided.
        boolean undecided =
                state.version().equals(CatalogVersion.EMPTY) && state.services().isEmpty();
        if (undecided && row.equals(ManualEntryRow.INITIAL)) {
            return distrust(Optional.empty(), Age.UNDECIDED);
        }
        Optional<String> defect = signatures.flaw(row);
        if (defect.isPresent()) {
            return Optional.of(new Defect(Defect.Kind.NOT_PROVEN, defect.get()));
        }
        Optional<Defect> unreadable = unreadable(row.terms());
        return unreadable.isPresent() || signatures.cipher().isEmpty()
                ? unreadable
                : distrust(Optional.empty(), Age.of(row));
    }

    private static Optional<Defect> unreadable(String terms) {
        try {
            Terms.parse(terms).number(Destinations.DESTINED);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Defect(Defect.Kind.NOT_PROVEN, String.valueOf(e.getMessage())));
        }
    }

    private Optional<Defect> distrust(Optional<ServiceId> service, Age stored) {
        Age newest = before.newest(service);
        if (stored.before(newest)) {
            return Optional.of(Defect.older(newest, stored));
        }
        if (newest.before(stored)) {
            newer.put(service, stored);
        }
        return Optional.empty();
    }

    /** Returns what was seen before together with the rows that were trusted now. */
    Seen seen() {
        return before.with(newer);
    }
}
