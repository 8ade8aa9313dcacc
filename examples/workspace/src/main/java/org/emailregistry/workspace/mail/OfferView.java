package org.emailregistry.workspace.mail;

import java.util.List;
import org.emailregistry.Offer;
import org.emailregistry.service.EmailService;

/**
 * The services that a user can choose.
 *
 * @param corporate the organisation's own services
 * @param standard the services that come with the library
 * @param manualEntry whether "Other" is offered
 */
record OfferView(List<Choice> corporate, List<Choice> standard, boolean manualEntry) {
    /**
     * A service.
     *
     * @param id the id
     * @param name the name
     */
    record Choice(String id, String name) {}

    static OfferView of(Offer offer) {
        return new OfferView(
                choices(offer, EmailService.Kind.CORPORATE),
                choices(offer, EmailService.Kind.STANDARD),
                offer.manualEntryAllowed());
    }

    private static List<Choice> choices(Offer offer, EmailService.Kind kind) {
        return offer.services().stream()
                .filter(service -> service.kind() == kind)
                .map(service -> new Choice(service.id().value(), service.name()))
                .toList();
    }

    /** Returns whether there is nothing to choose from. */
    public boolean isEmpty() {
        return corporate.isEmpty() && standard.isEmpty() && !manualEntry;
    }
}
