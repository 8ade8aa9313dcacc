package org.emailregistry.store;

import java.util.List;

/**
 * One page of the history, oldest entry first. The entries of one revision are never split, so a page can exceed the
 * requested limit.
 *
 * @param changes the entries
 * @param next the revision after which the next page begins; the requested revision if there is no later entry
 * @param gap whether entries after the requested revision were purged, so that the history has a gap before this page
 */
public record ChangePage(List<Change> changes, long next, boolean gap) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if the list is null or contains null
     */
    public ChangePage {
        changes = List.copyOf(changes);
    }
}
