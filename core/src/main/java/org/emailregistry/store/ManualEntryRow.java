package org.emailregistry.store;

/**
 * What a store knows of manual entry.
 *
 * @param allowed whether users may type servers
 * @param doorRevision what an account must know to enter by the manual door: the revision of the last commit that changed
 *     the switch, or the hosts that manual entry may not name
 */
public record ManualEntryRow(boolean allowed, long doorRevision) {
    /** Before any decision: allowed. */
    public static final ManualEntryRow INITIAL = new ManualEntryRow(true, 0);
}
