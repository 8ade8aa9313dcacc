package org.emailregistry.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The current login failures of one account, as stored.
 *
 * @param outcome the name of the {@code Outcome} reported last; never a successful one
 * @param since when this outcome was first reported without a different one since
 * @param failures how many times in a row the server refused the credentials; other failures leave the number unchanged
 * @param suspendedAt when the account was suspended; empty if it is not suspended
 */
public record LoginFailuresRow(String outcome, Instant since, int failures, Optional<Instant> suspendedAt) {}
