package org.emailregistry;

import java.util.Optional;
import org.emailregistry.service.ServiceId;

/**
 * Thrown when a user's choice is not on offer: the service is hidden, retired, invalid, or cannot be used by the host
 * application; manual entry is forbidden; or a typed server has the host of a hidden or invalid service.
 * {@link #refusal} distinguishes these three cases.
 */
public final class NotOfferedException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient Optional<ServiceId> service;

    private NotOfferedException(Refusal refusal, String message, Optional<ServiceId> service) {
        super(refusal, message);
        this.service = service;
    }

    /**
     * Returns the exception for a service that is hidden, retired or {@linkplain Catalog#invalid invalid}, or has no
     * authentication method that the host application supports.
     */
    public static NotOfferedException service(ServiceId id) {
        return new NotOfferedException(
                Refusal.SERVICE_NOT_OFFERED,
                "The email service " + id
                        + " is not on offer: it is hidden, retired or invalid, or needs a token source.",
                Optional.of(id));
    }

    /** Returns the exception for typed servers while manual entry is forbidden. */
    public static NotOfferedException manualEntry() {
        return new NotOfferedException(
                Refusal.MANUAL_ENTRY_FORBIDDEN, "Entering mail servers manually is not allowed.", Optional.empty());
    }

    /** Returns the exception for typed servers that include a host of a hidden or invalid service. */
    public static NotOfferedException hiddenHost() {
        return new NotOfferedException(
                Refusal.HOST_OF_HIDDEN_SERVICE,
                "A typed server belongs to an email service that is not on offer.",
                Optional.empty());
    }

    /** Returns the chosen service; empty for manual entry. */
    public Optional<ServiceId> service() {
        return service;
    }
}
