package org.emailregistry;

/**
 * Who decides, and why.
 *
 * @param reason in the administrator's words; empty if nothing was said
 */
record Author(String actor, String reason) {}
