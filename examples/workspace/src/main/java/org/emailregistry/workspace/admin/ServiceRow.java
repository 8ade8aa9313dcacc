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
 * @param invalid the reason why the stored service cannot be read, if it cannot
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
        List<String> failures) {
    static ServiceRow of(EmailService service, Decisions decisions, Health health, Texts texts) {
        String id = service.id().value();
        var servers = service.servers();
        boolean toggled = (service.hidden() ? decisions.show() : decisions.hide()).contains(id);
        return new ServiceRow(
                id,
                service.name(),
                servers.smtp().address() + " · " + texts.of(servers.smtp().security()),
                servers.imap().address() + " · " + texts.of(servers.imap().security()),
                service.kind() == EmailService.Kind.CORPORATE,
                service.hidden(),
                toggled,
                removal(id, decisions),
                null,
                health.of(service.id()));
    }

    static ServiceRow of(InvalidService service, Decisions decisions) {
        String id = service.id().value();
        return new ServiceRow(
                id, service.name(), "", "", true, false, false, removal(id, decisions), service.reason(), List.of());
    }

    private static @Nullable String removal(String id, Decisions decisions) {
        String token = decisions.remove().get(id);
        return token == null ? null : token + " " + id;
    }
}
