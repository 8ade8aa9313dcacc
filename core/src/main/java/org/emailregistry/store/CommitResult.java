package org.emailregistry.store;

/** The result of a commit. */
public enum CommitResult {
    /** The commit is stored. */
    COMMITTED,
    /**
     * Nothing was stored: the catalog has another version than the expected one, or the operation was committed before.
     */
    CATALOG_MOVED,
    /** Nothing was stored: the number of arrivals at a door differs from the expected one. */
    DOOR_MOVED
}
