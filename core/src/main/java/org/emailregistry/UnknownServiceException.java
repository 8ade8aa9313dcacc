package org.emailregistry;

import org.emailregistry.service.ServiceId;

/**
 * Thrown when a service does not exist or was removed, or when an operation needs its stored settings and these are
 * {@linkplain Catalog#invalid invalid}.
 */
public final class UnknownServiceException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient ServiceId service;

    /** Creates the exception for an id. */
    public UnknownServiceException(ServiceId service) {
        super(Refusal.UNKNOWN_SERVICE, "The email service " + service + " does not exist, was removed, or is invalid.");
        this.service = service;
    }

    /** Returns the id of the service. */
    public ServiceId service() {
        return service;
    }
}
