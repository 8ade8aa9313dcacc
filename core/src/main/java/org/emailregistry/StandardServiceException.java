package org.emailregistry;

import org.emailregistry.service.ServiceId;

/** Thrown when a standard service would be edited or removed. It can only be hidden, shown and confirmed. */
public final class StandardServiceException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient ServiceId service;

    /** Creates the exception for a standard service. */
    public StandardServiceException(ServiceId service) {
        super(Refusal.STANDARD_SERVICE, "The standard service " + service + " can only be hidden and shown.");
        this.service = service;
    }

    /** Returns the id of the standard service. */
    public ServiceId service() {
        return service;
    }
}
