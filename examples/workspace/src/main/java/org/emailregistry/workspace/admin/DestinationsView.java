package org.emailregistry.workspace.admin;

import org.emailregistry.DestinationPlan;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.workspace.form.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The stored servers of a service, as an administrator confirms them.
 *
 * @param service the id of the service
 * @param name the name
 * @param smtp the SMTP server and its protection
 * @param imap the IMAP server and its protection
 * @param certificates the certificates of a private authority, if the service has any
 * @param hidden whether the service is hidden
 * @param defect why the stored servers are not used, if they are not
 * @param accounts the number of mailboxes at the service
 * @param token the token of the plan, which the page sends back to confirm it
 */
record DestinationsView(
        String service,
        String name,
        String smtp,
        String imap,
        @Nullable String certificates,
        boolean hidden,
        @Nullable String defect,
        long accounts,
        String token) {
    static DestinationsView of(DestinationPlan plan, Texts texts) {
        return new DestinationsView(
                plan.service().value(),
                plan.name(),
                texts.of(plan.servers().smtp()),
                texts.of(plan.servers().imap()),
                plan.trustedCertificates()
                        .map(TrustedCertificates::digest)
                        .map(digest -> texts.of("trust.digest", digest))
                        .orElse(null),
                plan.hidden(),
                plan.defect().orElse(null),
                plan.accounts(),
                plan.token());
    }
}
