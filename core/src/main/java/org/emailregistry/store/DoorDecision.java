package org.emailregistry.store;

import java.util.OptionalLong;

/**
 * The new state of a {@link Door}, as part of a commit.
 *
 * @param door the door
 * @param serviceRevision the service revision that a caller must pass, after the commit, to let an account enter
 * @param open whether accounts may enter after the commit
 * @param expectedArrivals the number of {@link Door#arrivals} that the decision was based on; the store refuses the
 *     commit if the door has counted another number; empty to accept any number
 */
public record DoorDecision(DoorId door, long serviceRevision, boolean open, OptionalLong expectedArrivals) {}
