package org.emailregistry.internal.decision;

/**
 * Who decides, and why.
 *
 * @param reason in the administrator's words; empty if nothing was said
 */
public record Author(String actor, String reason) {}
