package org.emailregistry.workspace.admin;

import java.util.List;
import org.emailregistry.Catalog.InvalidService;
import org.emailregistry.service.EmailService;
import org.emailregistry.workspace.form.Texts;
import org.jspecify.annotations.Nullable;

/**
 * A service as the page lists it.
 *
 * @param id the id
 * @param name the name
 * @param smtp the SMTP server and its protection
 * @param imap the IMAP server and its protection
 * @param corporate whether it can be edited and deleted
 * @param hidden whether it is hidden, as saved
 * @param toggled whether Save changes this
 * @param removal the token and id that the page sends for its removal, if the administrator decided it
 * @param invalid why the service is off and what to do about it, if its stored settings are not used
 * @param confirmable whether the stored servers of an invalid service can be confirmed
 * @param failures texts about its failing mailboxes
 */
record ServiceRow(
        String id,
        String name,
        String smtp,
        String imap,
        boolean corporate,
        boolean hidden,
        boolean toggled,
        @Nullable String removal,
        @Nullable String invalid,
        boolean confirmable,
        List<String> failures) {
    static ServiceRow of(EmailService service, Decisions decisions, Health health, Texts texts) {
        String id = service.id().value();
        var servers = service.servers();
        boolean toggled = (service.hidden() ? decisions.show() : decisions.hide()).contains(id);
        return new ServiceRow(
                id,
                service.name(),
                texts.of(servers.smtp()),
                texts.of(servers.imap()),
                service.kind() == EmailService.Kind.CORPORATE,
                service.hidden(),
                toggled,
                removal(id, decisions),
                null,
                false,
                health.of(service.id()));
    }

    static ServiceRow of(InvalidService service, Remedies remedies, Decisions decisions, Texts texts) {
        String id = service.id().value();
        return new ServiceRow(
                id,
                service.name(),
                "",
                "",
                remedies.corporate(),
                false,
                false,
                removal(id, decisions),
                texts.of(remedies.confirmable() ? "invalid.refused" : "invalid.unreadable", service.reason()),
                remedies.confirmable(),
                List.of());
    }

    private static @Nullable String removal(String id, Decisions decisions) {
        String token = decisions.remove().get(id);
        return token == null ? null : token + " " + id;
    }
}
