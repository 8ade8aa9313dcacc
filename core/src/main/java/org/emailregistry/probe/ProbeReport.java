package org.emailregistry.probe;

import static java.util.Objects.requireNonNull;

/**
 * The results of testing the servers of a mailbox. Immutable.
 *
 * @param smtp the result for the SMTP server
 * @param imap the result for the IMAP server
 */
public record ProbeReport(ProbeResult smtp, ProbeResult imap) {
    /**
     * Creates a report.
     *
     * @throws NullPointerException if a component is null
     */
    public ProbeReport {
        requireNonNull(smtp, "smtp");
        requireNonNull(imap, "imap");
    }

    /** Returns a report with the same outcome and no details for both servers. */
    public static ProbeReport of(Outcome outcome) {
        return new ProbeReport(ProbeResult.of(MailProtocol.SMTP, outcome), ProbeResult.of(MailProtocol.IMAP, outcome));
    }

    /** Returns a report in which both servers accepted the credentials. */
    public static ProbeReport ok() {
        return of(Outcome.OK);
    }

    /**
     * Returns a copy with the {@linkplain ProbeRequest#userName user names} that the test of a request signs in with. The
     * registry calls it on the report of any probe.
     */
    public ProbeReport withUserNames(ProbeRequest request) {
        return new ProbeReport(
                smtp.withUserName(request.userName(MailProtocol.SMTP)),
                imap.withUserName(request.userName(MailProtocol.IMAP)));
    }

    /** Returns the result for a protocol. */
    public ProbeResult result(MailProtocol protocol) {
        return protocol == MailProtocol.SMTP ? smtp : imap;
    }

    /**
     * Returns whether both tests succeeded. A test without credentials succeeds without a login; see
     * {@link #verified()}.
     */
    public boolean successful() {
        return smtp.successful() && imap.successful();
    }

    /** Returns whether both servers accepted the credentials. */
    public boolean verified() {
        return smtp.outcome() == Outcome.OK && imap.outcome() == Outcome.OK;
    }

    /**
     * Returns a copy with outcome, field, remedy, user name and link only: the part that users may see if an administrator
     * named the servers.
     */
    public ProbeReport withoutDetails() {
        return new ProbeReport(smtp.withoutDetails(), imap.withoutDetails());
    }

    /**
     * Returns a copy for users who named the servers: without details, and with {@link Outcome#UNREACHABLE} in place of
     * every outcome that reveals whether a host exists, is permitted, listens, or is a mail server.
     */
    public ProbeReport closedSet() {
        return new ProbeReport(smtp.closedSet(MailProtocol.SMTP), imap.closedSet(MailProtocol.IMAP));
    }
}
