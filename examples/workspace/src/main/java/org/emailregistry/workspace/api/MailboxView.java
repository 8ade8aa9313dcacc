package org.emailregistry.workspace.api;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.AccountStatus;
import org.emailregistry.Resolution;
import org.emailregistry.account.MailAccount;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.ServiceId;

/**
 * A mailbox, and whether it can be used now; if not, the reason and the time since when.
 *
 * @param smtpUserName as whom it signs in to the SMTP server
 * @param imapUserName as whom it signs in to the IMAP server
 */
record MailboxView(
        String id,
        String address,
        String login,
        Optional<String> smtpLogin,
        Optional<String> service,
        long generation,
        Resolution.Kind status,
        Optional<ServiceView.Server> smtp,
        Optional<ServiceView.Server> imap,
        Optional<String> smtpUserName,
        Optional<String> imapUserName,
        Optional<Resolution.Reason> reason,
        Optional<String> serviceName,
        Optional<Instant> since) {
    static MailboxView of(AccountStatus mailbox) {
        MailAccount account = mailbox.account();
        var usable = Optional.of(mailbox.resolution())
                .filter(Resolution.Usable.class::isInstance)
                .map(Resolution.Usable.class::cast);
        var unusable = Optional.of(mailbox.resolution())
                .filter(Resolution.Unusable.class::isInstance)
                .map(Resolution.Unusable.class::cast);
        return new MailboxView(
                account.id().value(),
                account.address(),
                account.login(),
                account.smtpLogin(),
                account.service().map(ServiceId::value),
                account.generation(),
                mailbox.resolution().kind(),
                usable.map(u -> ServiceView.Server.of(u.settings().smtp())),
                usable.map(u -> ServiceView.Server.of(u.settings().imap())),
                usable.map(u -> u.userName(MailProtocol.SMTP)),
                usable.map(u -> u.userName(MailProtocol.IMAP)),
                unusable.map(Resolution.Unusable::reason),
                unusable.flatMap(Resolution.Unusable::serviceName),
                unusable.map(Resolution.Unusable::since));
    }
}
