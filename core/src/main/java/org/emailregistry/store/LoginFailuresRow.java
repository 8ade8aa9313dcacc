package org.emailregistry.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The current login failures of one account, as stored.
 *
 * @param outcome the name of the {@code Outcome} reported last; never a successful one
 * @param since the time of the first report of the current unbroken series of reports with this outcome
 * @param failures how many times in a row the server refused the credentials; other failures leave the number unchanged
 * @param suspendedAt when the account was suspended; empty if it is not suspended
 */
public record LoginFailuresRow(String outcome, Instant since, int failures, Optional<Instant> suspendedAt) {}
