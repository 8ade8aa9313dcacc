package org.emailregistry.internal.decision;

/**
 * The administrator who decides, and the reason.
 *
 * @param reason in the administrator's words; empty if none was given
 */
public record Author(String actor, String reason) {}
