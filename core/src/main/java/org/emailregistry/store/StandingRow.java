package org.emailregistry.store;

import java.time.Instant;
import java.util.Optional;

/**
 * How the logins of an account fail, as stored.
 *
 * @param outcome the name of the {@code Outcome} that was reported last; never that of a success
 * @param since since when it has been this outcome, without another one in between
 * @param failures how often in a row the server refused the credentials; other failures neither count nor interrupt
 * @param suspendedAt when the account was suspended, if it was
 */
public record StandingRow(String outcome, Instant since, int failures, Optional<Instant> suspendedAt) {}
