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
 * @param standard the others
 * @param manualEntry what the check box says
 * @param manualEntryWas what is saved
 * @param manualFailures how many mailboxes with servers typed by hand fail, and how
 */
record SettingsView(
        long revision,
        List<ServiceRow> corporate,
        List<ServiceRow> standard,
        boolean manualEntry,
        boolean manualEntryWas,
        List<String> manualFailures) {
    /** The catalog as it is, with what was decided on the page. */
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
