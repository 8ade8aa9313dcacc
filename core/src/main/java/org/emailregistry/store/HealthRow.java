package org.emailregistry.store;

import java.time.Instant;

/**
 * The number of accounts at one {@link Door} whose logins fail with one outcome.
 *
 * @param door the door
 * @param outcome the {@link LoginFailuresRow#outcome} of these accounts
 * @param failing the number of these accounts, 1 or more
 * @param since when the account that raised the number from 0 began to fail; unchanged until the number is 0 again
 */
public record HealthRow(DoorId door, String outcome, long failing, Instant since) {}
