package org.emailregistry.store;

import java.util.Optional;
import org.emailregistry.account.Sealed;

/**
 * The setting of manual entry, as stored.
 *
 * @param allowed whether users may type servers
 * @param doorRevision the service revision of the door of manual entry: the revision of the last commit that changed
 *     this setting or the set of hosts that users must not type
 * @param terms what is decided about manual entry beside the setting: a text that stores keep without reading it; the
 *     empty string if nothing is
 * @param proof proves that an administrator's decision produced this row: all of it, terms included; opaque to the
 *     store; empty if the registry has no cipher
 */
public record ManualEntryRow(boolean allowed, long doorRevision, String terms, Optional<Sealed> proof) {
    /** The setting before the first decision: manual entry is allowed. */
    public static final ManualEntryRow INITIAL = new ManualEntryRow(true, 0, "", Optional.empty());

    /** Returns this setting with another proof. */
    public ManualEntryRow with(Optional<Sealed> newProof) {
        return new ManualEntryRow(allowed, doorRevision, terms, newProof);
    }
}
