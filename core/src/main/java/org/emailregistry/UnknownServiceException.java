package org.emailregistry;

import org.emailregistry.service.ServiceId;

/** There is no such service, or it was removed. */
public final class UnknownServiceException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient ServiceId service;

    /** For the id that no service has. */
    public UnknownServiceException(ServiceId service) {
        super(Refusal.UNKNOWN_SERVICE, "There is no email service " + service + ".");
        this.service = service;
    }

    /** The id that was asked for. */
    public ServiceId service() {
        return service;
    }
}
