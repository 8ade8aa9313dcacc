package org.emailregistry.workspace.admin;

import java.util.List;
import java.util.stream.Stream;
import org.emailregistry.Catalog;
import org.emailregistry.service.EmailService;
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
    static SettingsView of(Catalog catalog, Decisions decisions, Health health, Texts texts) {
        Stream<ServiceRow> readable = rows(catalog, EmailService.Kind.CORPORATE, decisions, health, texts).stream();
        Stream<ServiceRow> invalid = catalog.invalid().stream().map(service -> ServiceRow.of(service, decisions));
        boolean ticked = decisions.manualEntry() == decisions.manualEntryWas()
                ? catalog.manualEntryAllowed()
                : decisions.manualEntry();
        return new SettingsView(
                catalog.revision(),
                Stream.concat(readable, invalid).toList(),
                rows(catalog, EmailService.Kind.STANDARD, decisions, health, texts),
                ticked,
                catalog.manualEntryAllowed(),
                health.ofServersTypedByHand());
    }

    private static List<ServiceRow> rows(
            Catalog catalog, EmailService.Kind kind, Decisions decisions, Health health, Texts texts) {
        return catalog.services().stream()
                .filter(service -> service.kind() == kind)
                .map(service -> ServiceRow.of(service, decisions, health, texts))
                .toList();
    }
}
