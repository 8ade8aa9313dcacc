package org.emailregistry.workspace.api;

import java.util.List;
import org.emailregistry.Offer;

/** The services that users can choose. */
record OfferView(long revision, List<ServiceView> services, boolean manualEntryAllowed) {
    static OfferView of(Offer offer) {
        return new OfferView(
                offer.revision(), offer.services().stream().map(ServiceView::of).toList(), offer.manualEntryAllowed());
    }
}
