package org.emailregistry;

import org.emailregistry.service.ServiceId;

/** A standard service can be hidden and shown only. */
public final class StandardServiceException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient ServiceId service;

    /** For the standard service. */
    public StandardServiceException(ServiceId service) {
        super(Refusal.STANDARD_SERVICE, "The standard service " + service + " can be hidden and shown only.");
        this.service = service;
    }

    /** The standard service. */
    public ServiceId service() {
        return service;
    }
}
