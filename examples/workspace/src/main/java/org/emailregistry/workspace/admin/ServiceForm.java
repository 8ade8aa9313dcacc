package org.emailregistry.workspace.admin;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.workspace.form.TypedServers;
import org.jspecify.annotations.Nullable;

/**
 * The form of a service.
 *
 * @param operation the id of the operation, so that pressing "Save" twice adds one service
 * @param name the name that users see
 * @param smtp the SMTP server
 * @param useTls not null if "Use TLS" is ticked
 * @param imap the IMAP server
 * @param protection the protection of the IMAP connection
 * @param domains the domains of the email addresses that belong to the service
 * @param trust the certificates of a private authority in PEM, or the text of a pin
 */
record ServiceForm(
        @Nullable String operation,
        @Nullable String name,
        @Nullable String smtp,
        @Nullable String useTls,
        @Nullable String imap,
        @Nullable String protection,
        @Nullable String domains,
        @Nullable String trust) {
    /** Returns an empty form, in which encryption is selected. */
    static ServiceForm empty() {
        return empty("");
    }

    /** Returns an empty form with a name. */
    static ServiceForm empty(String name) {
        String operation = ServiceDraft.named(null).operation();
        return new ServiceForm(operation, name, "", "on", "", ConnectionSecurity.TLS.name(), "", "");
    }

    /** Returns the form of an existing service. */
    static ServiceForm of(EmailService service) {
        MailServer smtp = service.servers().smtp();
        MailServer imap = service.servers().imap();
        return new ServiceForm(
                null,
                service.name(),
                smtp.address().toString(),
                smtp.security().encrypted() ? "on" : null,
                imap.address().toString(),
                imap.security().name(),
                String.join(" ", service.domains()),
                service.trustedCertificates().map(TrustedCertificates::pem).orElse(""));
    }

    /** Returns the draft of a new service from the typed values. */
    ServiceDraft draft() {
        ServiceDraft named = ServiceDraft.named(name);
        return typedInto(operation == null ? named : named.withOperation(operation));
    }

    /** Returns the draft of an existing service with the typed values; settings that the form does not show stay. */
    ServiceDraft draft(EmailService service) {
        ServiceDraft draft = typedInto(ServiceDraft.from(service).withName(name));
        MailServer smtp = service.servers().smtp();
        boolean same =
                smtp.address().toString().equals(this.smtp) && smtp.security().encrypted() == (useTls != null);
        // The check box has two states, but there are three modes: an unchanged check box keeps the mode.
        return same ? draft.withSmtp(this.smtp, smtp.security()) : draft;
    }

    private ServiceDraft typedInto(ServiceDraft draft) {
        return new TypedServers(smtp, useTls, imap, protection)
                .in(draft)
                .withDomains(domainSet())
                .withTrustedCertificates(trust);
    }

    private Set<String> domainSet() {
        Set<String> typed = new LinkedHashSet<>(Arrays.asList((domains == null ? "" : domains).split("[\\s,;]+")));
        typed.remove("");
        return typed;
    }
}
