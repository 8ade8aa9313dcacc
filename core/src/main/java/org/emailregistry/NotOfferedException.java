package org.emailregistry;

import java.util.Optional;
import org.emailregistry.service.ServiceId;

/** What the user chose is not on offer. */
public final class NotOfferedException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient Optional<ServiceId> service;

    private NotOfferedException(Refusal refusal, String message, Optional<ServiceId> service) {
        super(refusal, message);
        this.service = service;
    }

    /** A service that is hidden, or has no way of signing in here. */
    public static NotOfferedException service(ServiceId id) {
        return new NotOfferedException(
                Refusal.SERVICE_NOT_OFFERED, "The email service " + id + " is not on offer.", Optional.of(id));
    }

    /** Servers typed by hand, where an administrator has forbidden that. */
    public static NotOfferedException manualEntry() {
        return new NotOfferedException(
                Refusal.MANUAL_ENTRY_FORBIDDEN, "Entering mail servers manually is not allowed.", Optional.empty());
    }

    /** Servers typed by hand that a hidden service has. */
    public static NotOfferedException hiddenHost() {
        return new NotOfferedException(
                Refusal.HOST_OF_HIDDEN_SERVICE,
                "These servers belong to an email service that is not on offer.",
                Optional.empty());
    }

    /** The service that was chosen; empty for manual entry. */
    public Optional<ServiceId> service() {
        return service;
    }
}
