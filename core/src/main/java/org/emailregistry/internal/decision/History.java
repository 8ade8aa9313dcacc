package org.emailregistry.internal.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.emailregistry.HistoryPage;
import org.emailregistry.store.Change;
import org.emailregistry.store.ChangePage;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;

/**
 * Reads the history newest first, from a store that reads it oldest first. A page ends before the revision in its
 * cursor.
 */
public final class History {
    private final RegistryStore store;

    public History(RegistryStore store) {
        this.store = store;
    }

    public HistoryPage page(PageRequest wanted) {
        long end = wanted.cursor()
                .map(History::revision)
                .orElseGet(() -> store.version().revision() + 1);
        // Each revision has at least one entry, so that this many revisions fill the page.
        long begin = Math.max(0, end - 1 - wanted.limit());
        List<Change> changes = new ArrayList<>();
        boolean gap = read(begin, end, wanted.limit(), changes);
        Collections.reverse(changes);
        int length = wholeRevisions(changes, wanted.limit());
        boolean cut = length < changes.size();
        List<Change> page = changes.subList(0, length);
        if (!cut && (gap || begin == 0)) {
            return new HistoryPage(page, Optional.empty(), gap);
        }
        long oldest = page.get(length - 1).revision();
        return new HistoryPage(page, Optional.of(PageRequest.after(Long.toString(oldest), wanted.limit())), false);
    }

    /** Adds the entries between two revisions, both exclusive, and returns whether the oldest of them were purged. */
    private boolean read(long begin, long end, int limit, List<Change> changes) {
        ChangePage first = store.changes(begin, limit);
        ChangePage page = first;
        while (page.changes().stream().anyMatch(change -> change.revision() < end)) {
            page.changes().stream().filter(change -> change.revision() < end).forEach(changes::add);
            page = store.changes(page.next(), limit);
        }
        return first.gap() || (changes.isEmpty() && end > 1);
    }

    /**
     * Returns the length of a page of these entries, newest first: up to the limit, and to the end of that revision.
     */
    private static int wholeRevisions(List<Change> changes, int limit) {
        int length = Math.min(limit, changes.size());
        while (length > 0
                && length < changes.size()
                && changes.get(length).revision() == changes.get(length - 1).revision()) {
            length++;
        }
        return length;
    }

    private static long revision(String cursor) {
        try {
            long revision = Long.parseLong(cursor);
            if (revision > 0) {
                return revision;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new IllegalArgumentException("cursor: must come from a page of this list");
    }
}
