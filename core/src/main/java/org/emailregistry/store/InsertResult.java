package org.emailregistry.store;

/** What became of an account at a door. */
public enum InsertResult {
    /** It is stored. */
    INSERTED,
    /** Nothing is stored: the door is closed, or has another service revision by now. */
    DOOR_CLOSED_OR_MOVED,
    /** Nothing is stored: the owner has an account with this address, or an account has this id, or the row has moved on. */
    ALREADY_CONNECTED,
    /** Nothing is stored: the owner has as many accounts as allowed. */
    OWNER_LIMIT
}
