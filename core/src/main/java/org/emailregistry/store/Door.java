package org.emailregistry.store;

/**
 * The entry point of a service, or of manual entry, where users type servers. Every connect and reconnect succeeds only
 * if the door is open and has the expected revision when the account is stored, so no account enters a service that is
 * being closed or edited.
 *
 * @param serviceRevision the service revision that a caller must pass to let an account enter
 * @param open whether accounts may enter
 * @param accounts the present number of accounts that refer to the service; for the door of manual entry, of accounts
 *     with manually entered servers
 * @param arrivals the number of times that an account has entered so far; never decreases
 */
public record Door(long serviceRevision, boolean open, long accounts, long arrivals) {
    /**
     * The state of a door that was never used: open, at revision 0, without accounts. The doors of standard services
     * and of manual entry begin in this state.
     */
    public static final Door INITIAL = new Door(0, true, 0, 0);
}
