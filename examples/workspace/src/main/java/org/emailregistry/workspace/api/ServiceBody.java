package org.emailregistry.workspace.api;

import java.util.Optional;
import java.util.Set;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.UserNameFormat;
import org.jspecify.annotations.Nullable;

/**
 * A service to add or edit. The registry reports missing and wrong values.
 *
 * @param name the name that users see
 * @param smtpServer {@code host:port}
 * @param smtpSecurity the protection of the SMTP connection
 * @param smtpLogin the format of the user name at the SMTP server; {@code AS_TYPED} if missing
 * @param imapServer {@code host:port}
 * @param imapSecurity the protection of the IMAP connection
 * @param imapLogin the format of the user name at the IMAP server; {@code AS_TYPED} if missing
 * @param trust a private certificate authority in PEM, or {@code sha-256} and the fingerprint of the only certificate
 * @param domains the domains of the email addresses to which the service is suggested
 * @param operation the id of the operation; repeating a request with the same id returns the same service
 */
record ServiceBody(
        @Nullable String name,
        @Nullable String smtpServer,
        @Nullable ConnectionSecurity smtpSecurity,
        @Nullable UserNameFormat smtpLogin,
        @Nullable String imapServer,
        @Nullable ConnectionSecurity imapSecurity,
        @Nullable UserNameFormat imapLogin,
        @Nullable String trust,
        @Nullable Set<String> domains,
        @Nullable String operation) {
    ServiceDraft draft() {
        ServiceDraft draft = ServiceDraft.named(name)
                .withSmtp(smtpServer, smtpSecurity)
                .withImap(imapServer, imapSecurity)
                .withUserNameFormats(orAsTyped(smtpLogin), orAsTyped(imapLogin))
                .withTrustedCertificates(trust)
                .withDomains(Optional.ofNullable(domains).orElse(Set.of()));
        return operation == null ? draft : draft.withOperation(operation);
    }

    private static UserNameFormat orAsTyped(@Nullable UserNameFormat login) {
        return login == null ? UserNameFormat.AS_TYPED : login;
    }
}
