package org.emailregistry.store;

import java.time.Instant;

/**
 * How many accounts behind one door fail in one way.
 *
 * @param door the door
 * @param outcome the {@link StandingRow#outcome} that they have in common
 * @param failing how many they are, 1 or more
 * @param since the {@link StandingRow#since} of the account that was the first when there was none
 */
public record HealthRow(DoorId door, String outcome, long failing, Instant since) {}
