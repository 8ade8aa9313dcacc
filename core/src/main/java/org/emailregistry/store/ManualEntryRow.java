package org.emailregistry.store;

/**
 * The setting of manual entry, as stored.
 *
 * @param allowed whether users may type servers
 * @param doorRevision the service revision of the door of manual entry: the revision of the last commit that changed
 *     this setting or the set of hosts that users must not type
 */
public record ManualEntryRow(boolean allowed, long doorRevision) {
    /** The setting before the first decision: manual entry is allowed. */
    public static final ManualEntryRow INITIAL = new ManualEntryRow(true, 0);
}
