package org.emailregistry.store;

import java.util.List;

/**
 * A piece of the history, oldest first. A revision is never split, so that a page can be longer than was asked for.
 *
 * @param changes the entries
 * @param next the revision to continue after
 * @param gap whether entries between the revision asked for and the first one are gone
 */
public record ChangePage(List<Change> changes, long next, boolean gap) {
    /** Copies the list. */
    public ChangePage {
        changes = List.copyOf(changes);
    }
}
