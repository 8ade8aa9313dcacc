package org.emailregistry;

import org.emailregistry.service.ServiceId;

/**
 * The effect of an edit, a removal, an attachment or a confirmation of destinations, computed before it is carried out.
 * Plans are immutable.
 */
public sealed interface Plan permits EditPlan, RemovalPlan, AttachmentPlan, DestinationPlan {
    /** Returns the id of the service. */
    ServiceId service();

    /**
     * Returns a digest of the intended change and of the facts on which the plan is based. The token is the same on
     * every node, and becomes stale when one of these facts changes. The token consists of printable ASCII characters,
     * so that a web form can contain it.
     */
    String token();
}
