package org.emailregistry.internal.decision;

/**
 * The administrator who makes a decision, and the reason for the decision.
 *
 * @param actor the name of the administrator, as recorded in the history
 * @param reason the reason in the administrator's words; empty if none was given
 */
public record Author(String actor, String reason) {}
