package org.emailregistry.store;

/**
 * The row that every account passes when it enters a service, so that nobody enters one that is being closed or moved.
 *
 * @param serviceRevision what an account must know to enter
 * @param open whether any may enter
 * @param members the accounts that refer to the service now
 * @param arrivals how many ever entered; only grows
 */
public record Door(long serviceRevision, boolean open, long members, long arrivals) {
    /** A door that nobody has touched: open, at revision 0. Standard services and manual entry begin with it. */
    public static final Door INITIAL = new Door(0, true, 0, 0);
}
