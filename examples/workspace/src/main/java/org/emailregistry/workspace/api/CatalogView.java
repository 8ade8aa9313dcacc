package org.emailregistry.workspace.api;

import java.util.List;
import org.emailregistry.Catalog;

/** All services, including hidden ones and those whose stored settings are not used. */
record CatalogView(long revision, boolean manualEntryAllowed, List<ServiceView> services, List<Invalid> invalid) {
    /**
     * A service whose stored settings cannot be read or are refused. It is off until an administrator edits, confirms or
     * removes it.
     */
    record Invalid(String id, String name, String reason, long revision) {}

    static CatalogView of(Catalog catalog) {
        return new CatalogView(
                catalog.revision(),
                catalog.manualEntryAllowed(),
                catalog.services().stream().map(ServiceView::of).toList(),
                catalog.invalid().stream()
                        .map(each -> new Invalid(each.id().value(), each.name(), each.reason(), each.revision()))
                        .toList());
    }
}
