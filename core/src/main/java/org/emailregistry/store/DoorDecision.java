package org.emailregistry.store;

import java.util.OptionalLong;

/**
 * What a commit does to a door.
 *
 * @param door which one
 * @param serviceRevision what an account must know to enter from now on
 * @param open whether any may enter from now on
 * @param expectedArrivals refuses the commit if another number has arrived
 */
public record DoorDecision(DoorId door, long serviceRevision, boolean open, OptionalLong expectedArrivals) {}
