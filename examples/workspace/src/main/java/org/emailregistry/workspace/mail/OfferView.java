package org.emailregistry.workspace.mail;

import java.util.List;
import org.emailregistry.Offer;
import org.emailregistry.service.EmailService;

/**
 * What a user chooses from.
 *
 * @param corporate the organisation's own services
 * @param standard the others
 * @param manualEntry whether there is "Other"
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

    /** Whether there is nothing to choose from. */
    public boolean isEmpty() {
        return corporate.isEmpty() && standard.isEmpty() && !manualEntry;
    }
}
