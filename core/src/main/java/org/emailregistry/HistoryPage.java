package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.emailregistry.store.Change;
import org.emailregistry.store.PageRequest;

/**
 * A page of the history, newest entries first. All entries of one revision are on the same page, so a page can be
 * longer than its limit. Immutable.
 *
 * @param changes the entries
 * @param next the request for the next page, with older entries; empty on the last page
 * @param gap whether a purge has deleted older entries; true only on the last page
 */
public record HistoryPage(List<Change> changes, Optional<PageRequest> next, boolean gap) {
    /**
     * Creates a page with a copy of the list.
     *
     * @throws NullPointerException if a component is null
     */
    public HistoryPage {
        changes = List.copyOf(changes);
        requireNonNull(next, "next");
    }
}
