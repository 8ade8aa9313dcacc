package org.emailregistry.store;

/** What became of a commit. */
public enum CommitResult {
    /** It is done. */
    COMMITTED,
    /** Nothing is done: the catalog has another version by now. */
    CATALOG_MOVED,
    /** Nothing is done: an account has arrived at a door that expected none. */
    DOOR_MOVED
}
