package org.emailregistry.internal.decision;

import org.emailregistry.EditPlan;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.jspecify.annotations.Nullable;

/** One thing that an administrator decides. */
public sealed interface Decision {
    /** Adds a corporate service under an id made for it. */
    record Add(ServiceId id, ServiceDraft draft) implements Decision {}

    /** Edits a corporate service; without a token nothing is confirmed. */
    record Edit(EditPlan plan, @Nullable String token) implements Decision {}

    /** Removes a corporate service. */
    record Remove(ServiceId id, String token) implements Decision {}

    /** Hides or shows a service. */
    record Hide(ServiceId id, boolean hidden) implements Decision {}

    /** Begins to attach accounts that have the servers of a service. */
    record Attach(ServiceId id) implements Decision {}

    /** Proves anew, with the newest key, what the services are. */
    record SealAnew() implements Decision {}

    /** Allows or forbids manual entry. */
    record AllowManualEntry(boolean allowed) implements Decision {}
}
