package org.emailregistry;

import org.emailregistry.service.ServiceId;

/**
 * Thrown when an edit changed a host or the trusted certificates of a service, or made a connection less secure, while
 * an account was being connected to it, or on another node up to {@link EmailServiceRegistry.Builder#maxStaleness}
 * before. The credentials were not saved. Repeat the call only if the user agrees to the new servers.
 */
public final class ServiceMovedException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient ServiceId service;

    /** Creates the exception for a service. */
    public ServiceMovedException(ServiceId service) {
        super(
                Refusal.SERVICE_MOVED,
                "The servers of email service " + service
                        + " have just changed: ask the user before repeating the call.");
        this.service = service;
    }

    /** Returns the id of the service. */
    public ServiceId service() {
        return service;
    }
}
