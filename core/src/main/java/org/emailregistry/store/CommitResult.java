package org.emailregistry.store;

/** The result of a commit. */
public enum CommitResult {
    /** The commit is stored. */
    COMMITTED,
    /**
     * This call stored nothing: the catalog is at a version other than the expected one, or an earlier call has
     * committed this operation.
     */
    CATALOG_MOVED,
    /** This call stored nothing: a door has a number of {@link Door#arrivals} other than the expected one. */
    DOOR_MOVED
}
