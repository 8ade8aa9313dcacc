package org.emailregistry.internal.decision;

import org.emailregistry.EditPlan;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.jspecify.annotations.Nullable;

/** One decision of an administrator. */
public sealed interface Decision {

    /** Adds a corporate service under an id made for it. */
    record Add(ServiceId id, ServiceDraft draft) implements Decision {}

    /** Edits a corporate service; the token confirms the plan, and is null if the administrator confirmed nothing. */
    record Edit(EditPlan plan, @Nullable String token) implements Decision {}

    /** Removes a corporate service. */
    record Remove(ServiceId id, String token) implements Decision {}

    /** Confirms the stored destinations of a service anew. */
    record ConfirmDestinations(ServiceId id, String token) implements Decision {}

    /** Hides or shows a service. */
    record Hide(ServiceId id, boolean hidden) implements Decision {}

    /** Records that accounts are attached to a service that has their servers. */
    record Attach(ServiceId id) implements Decision {}

    /** Signs all rows again with the newest key. */
    record SealAnew() implements Decision {}

    /** Allows or forbids manual entry. */
    record AllowManualEntry(boolean allowed) implements Decision {}
}
