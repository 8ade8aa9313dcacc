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
 * @param operation makes a second press of "Save" harmless
 * @param name what users will see
 * @param smtp the SMTP server
 * @param useTls anything if "Use TLS" is ticked
 * @param imap the IMAP server
 * @param protection the protection of the IMAP connection
 * @param domains the domains of the addresses that belong to it
 * @param trust certificates of a private authority
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
    /** An empty form, with the safe choices made. */
    static ServiceForm empty() {
        return empty("");
    }

    /** The same with a name. */
    static ServiceForm empty(String name) {
        String operation = ServiceDraft.named(null).operation();
        return new ServiceForm(operation, name, "", "on", "", ConnectionSecurity.TLS.name(), "", "");
    }

    /** What a service is now. */
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

    /** What was typed, for a new service. */
    ServiceDraft draft() {
        ServiceDraft named = ServiceDraft.named(name);
        return typedInto(operation == null ? named : named.withOperation(operation));
    }

    /** What was typed, over what the form does not show of a service. */
    ServiceDraft draft(EmailService service) {
        ServiceDraft draft = typedInto(ServiceDraft.from(service).withName(name));
        MailServer smtp = service.servers().smtp();
        boolean same =
                smtp.address().toString().equals(this.smtp) && smtp.security().encrypted() == (useTls != null);
        // The check box says less than the three modes: what was not touched stays.
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
