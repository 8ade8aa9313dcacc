package org.emailregistry.store;

/**
 * The entry point of a service, or of manual entry. Every connect and reconnect passes it conditionally, so no account
 * enters a service that is being closed or edited.
 *
 * @param serviceRevision the revision that an account must present to enter
 * @param open whether accounts may enter
 * @param accounts the number of accounts that refer to the service now
 * @param arrivals the number of connects and reconnects so far; only grows
 */
public record Door(long serviceRevision, boolean open, long accounts, long arrivals) {
    /**
     * The state of a door that was never used: open, at revision 0, without accounts. Standard services and manual
     * entry begin with it.
     */
    public static final Door INITIAL = new Door(0, true, 0, 0);
}
