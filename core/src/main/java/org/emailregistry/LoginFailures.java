package org.emailregistry;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.probe.Outcome;

/**
 * The current login failures of an account, collected by {@link MailAccounts#report}. Immutable.
 *
 * @param outcome the last recorded failure; {@link Outcome#UNEXPECTED} if a newer version of the library reported an
 *     outcome that this version does not know
 * @param since the time of the first failure with this outcome after the last success or the last failure with another
 *     outcome
 * @param failures how many times in a row the server refused the credentials; other failures neither raise nor reset
 *     the count
 * @param suspendedAt when the account was suspended; empty if it is not suspended
 */
public record LoginFailures(Outcome outcome, Instant since, int failures, Optional<Instant> suspendedAt) {}
