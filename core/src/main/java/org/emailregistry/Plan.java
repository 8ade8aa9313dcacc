package org.emailregistry;

import org.emailregistry.service.ServiceId;

/** What an edit, a removal or an attachment would do. */
public sealed interface Plan permits EditPlan, RemovalPlan, AttachmentPlan {
    /** The service it is about. */
    ServiceId service();

    /**
     * Stands for the facts that the plan was made from and for what is to be done: the same on every node, another one as
     * soon as one of them changes. Printable ASCII; made to travel through a web form.
     */
    String token();
}
