package org.emailregistry.workspace.admin;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emailregistry.Administration;
import org.emailregistry.Catalog;
import org.emailregistry.workspace.form.Texts;

/**
 * The page of Email Service Settings.
 *
 * @param revision the revision of the catalog
 * @param corporate the organisation's own services
 * @param standard the services that come with the library
 * @param manualEntry the state of the check box for manual entry
 * @param manualEntryWas the saved state
 * @param manualFailures texts about failing mailboxes with typed servers
 */
record SettingsView(
        long revision,
        List<ServiceRow> corporate,
        List<ServiceRow> standard,
        boolean manualEntry,
        boolean manualEntryWas,
        List<String> manualFailures) {
    /** Returns the page for a catalog, with the decisions that are not saved yet. */
    static SettingsView of(Administration administration, Catalog catalog, Decisions decisions, Texts texts) {
        var health = Health.of(administration, texts);
        Stream<ServiceRow> valid =
                catalog.services().stream().map(service -> ServiceRow.of(service, decisions, health, texts));
        Stream<ServiceRow> invalid = catalog.invalid().stream()
                .map(service -> ServiceRow.of(service, Remedies.of(administration, service.id()), decisions, texts));
        Map<Boolean, List<ServiceRow>> corporate =
                Stream.concat(valid, invalid).collect(Collectors.partitioningBy(ServiceRow::corporate));
        boolean ticked = decisions.manualEntry() == decisions.manualEntryWas()
                ? catalog.manualEntryAllowed()
                : decisions.manualEntry();
        return new SettingsView(
                catalog.revision(),
                corporate.getOrDefault(true, List.of()),
                corporate.getOrDefault(false, List.of()),
                ticked,
                catalog.manualEntryAllowed(),
                health.ofServersTypedByHand());
    }
}
