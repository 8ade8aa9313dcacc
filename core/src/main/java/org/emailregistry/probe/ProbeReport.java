package org.emailregistry.probe;

import static java.util.Objects.requireNonNull;

/**
 * What came of testing the servers of a mailbox.
 *
 * @param smtp the result for the SMTP server
 * @param imap the result for the IMAP server
 */
public record ProbeReport(ProbeResult smtp, ProbeResult imap) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public ProbeReport {
        requireNonNull(smtp, "smtp");
        requireNonNull(imap, "imap");
    }

    /** Both servers with the same outcome and no details. */
    public static ProbeReport of(Outcome outcome) {
        return new ProbeReport(ProbeResult.of(MailProtocol.SMTP, outcome), ProbeResult.of(MailProtocol.IMAP, outcome));
    }

    /** Both servers accepted the credential. */
    public static ProbeReport ok() {
        return of(Outcome.OK);
    }

    /** The result for one protocol. */
    public ProbeResult result(MailProtocol protocol) {
        return protocol == MailProtocol.SMTP ? smtp : imap;
    }

    /** Whether nothing went wrong with either; says nothing about a credential that was not given. */
    public boolean successful() {
        return smtp.successful() && imap.successful();
    }

    /** Whether both servers accepted the credential. */
    public boolean verified() {
        return smtp.outcome() == Outcome.OK && imap.outcome() == Outcome.OK;
    }

    /** Outcome, field and remedy alone: what a user may see of servers that an administrator named. */
    public ProbeReport withoutDetails() {
        return new ProbeReport(smtp.withoutDetails(), imap.withoutDetails());
    }

    /**
     * What a user may see of servers that the user named: no details, and {@link Outcome#UNREACHABLE} for every outcome
     * that would tell whether a host exists, is allowed, listens, or is a mail server.
     */
    public ProbeReport closedSet() {
        return new ProbeReport(smtp.closedSet(MailProtocol.SMTP), imap.closedSet(MailProtocol.IMAP));
    }
}
