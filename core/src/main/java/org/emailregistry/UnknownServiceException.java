package org.emailregistry;

import org.emailregistry.service.ServiceId;

/** Thrown when a service does not exist, or was removed. */
public final class UnknownServiceException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient ServiceId service;

    /** Creates the exception for an id. */
    public UnknownServiceException(ServiceId service) {
        super(Refusal.UNKNOWN_SERVICE, "There is no email service " + service + ".");
        this.service = service;
    }

    /** Returns the id for which there is no service. */
    public ServiceId service() {
        return service;
    }
}
