package org.emailregistry;

import org.emailregistry.service.ServiceId;

/** The servers of a service were changed while an account was connecting to it. The password was not saved for the new ones. */
public final class ServiceMovedException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient ServiceId service;

    /** For the service that was given other servers. */
    public ServiceMovedException(ServiceId service) {
        super(Refusal.SERVICE_MOVED, "The servers of " + service + " have just changed.");
        this.service = service;
    }

    /** The service. */
    public ServiceId service() {
        return service;
    }
}
