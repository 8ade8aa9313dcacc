package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One state of a catalog. Both parts identify it, since a database that failed over can give a number out twice.
 *
 * @param revision 0 for the empty catalog, raised by one with each commit
 * @param commitId the id of the commit that made it, random; empty for the empty catalog
 */
public record CatalogVersion(long revision, String commitId) {
    /** The version of a catalog without a decision. */
    public static final CatalogVersion EMPTY = new CatalogVersion(0, "");

    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if the commit id is null
     */
    public CatalogVersion {
        requireNonNull(commitId, "commitId");
    }

    // What a record generates is linked at its first use, for which a cold JVM makes some fifty classes.
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
