package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a {@linkplain RegistryStore#purge purge} deleted and what it left. Immutable.
 *
 * @param changes the number of deleted history entries
 * @param credentials the number of accounts whose credentials were deleted
 * @param services the number of deleted services
 * @param left the accounts whose credentials should have been deleted and were not, each with the reason; the next
 *     purge tries them again
 * @param more whether another purge with the same instant may find more to delete
 */
public record PurgeResult(long changes, long credentials, long services, List<JobPage.Left> left, boolean more) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if the list is null or contains null
     */
    public PurgeResult {
        left = List.copyOf(requireNonNull(left, "left"));
    }

    /** Returns the number of deletions of all three kinds. */
    public long total() {
        return changes + credentials + services;
    }
}
