package org.emailregistry.store;

import java.time.Instant;

/**
 * The number of accounts behind one door whose logins fail with one outcome.
 *
 * @param door the door
 * @param outcome the {@link LoginFailuresRow#outcome} of these accounts
 * @param failing the number of these accounts, 1 or more
 * @param since when the first of these accounts began to fail; stays the same until the number has been 0
 */
public record HealthRow(DoorId door, String outcome, long failing, Instant since) {}
