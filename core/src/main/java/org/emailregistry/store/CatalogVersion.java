package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Identifies one state of the catalog. Both components are compared, because a database can hand out a revision twice
 * after a failover.
 *
 * @param revision 0 for the empty catalog, raised by one with each commit
 * @param commitId the random id of the commit that produced this state; the empty string for the empty catalog
 */
public record CatalogVersion(long revision, String commitId) {
    /** The version of the catalog before the first commit. */
    public static final CatalogVersion EMPTY = new CatalogVersion(0, "");

    /**
     * Checks the commit id.
     *
     * @throws NullPointerException if {@code commitId} is null
     */
    public CatalogVersion {
        requireNonNull(commitId, "commitId");
    }

    // Written by hand: the generated methods are linked at first use, which makes a cold JVM load some fifty classes.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CatalogVersion version
                && revision == version.revision
                && commitId.equals(version.commitId);
    }

    @Override
    public int hashCode() {
        return commitId.hashCode();
    }
}
