package org.emailregistry;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.probe.Outcome;

/**
 * How the logins of an account fail, as reported by {@link MailAccounts#report}.
 *
 * @param outcome what the last failure was; one that this version of the library does not know is {@code UNEXPECTED}
 * @param since since when it has been this one, without another in between
 * @param failures how often in a row the server refused the credentials; other failures neither count nor interrupt
 * @param suspendedAt when the account was suspended, if it was
 */
public record Standing(Outcome outcome, Instant since, int failures, Optional<Instant> suspendedAt) {}
