package org.emailregistry.store;

/** The result of inserting or moving an account. */
public enum InsertResult {
    /** The account is stored. */
    INSERTED,
    /** Nothing was stored: the {@link Door} is closed, or its service revision differs from the given one. */
    DOOR_CLOSED_OR_MOVED,
    /**
     * Nothing was stored: the owner has an account with this address, the account id is taken, or the row to move has
     * another version.
     */
    ALREADY_CONNECTED,
    /** Nothing was stored: the owner has the maximum number of accounts. */
    OWNER_LIMIT
}
