package org.emailregistry;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.probe.Outcome;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.StandingRow;

/**
 * How the logins of an account fail, as reported by {@link MailAccounts#report}.
 *
 * @param outcome what the last failure was; one that this version of the library does not know is {@code UNEXPECTED}
 * @param since since when it has been this one, without another in between
 * @param failures how often in a row the server refused the credentials; other failures neither count nor interrupt
 * @param suspendedAt when the account was suspended, if it was
 */
public record Standing(Outcome outcome, Instant since, int failures, Optional<Instant> suspendedAt) {

    static Optional<Standing> of(AccountRow row) {
        return row.standing().map(Standing::of);
    }

    private static Standing of(StandingRow row) {
        return new Standing(outcome(row.outcome()), row.since(), row.failures(), row.suspendedAt());
    }

    /** An outcome as stored, perhaps by a newer version. */
    static Outcome outcome(String name) {
        try {
            return Outcome.valueOf(name);
        } catch (IllegalArgumentException e) {
            return Outcome.UNEXPECTED;
        }
    }
}
