package org.emailregistry.probe;

/** The party that has to act on an {@link Outcome}. */
public enum Responsible {
    /** No action is needed: the test succeeded, or the problem passes by itself. */
    NOBODY,
    /** The user who connects the mailbox. */
    USER,
    /** The administrator of the host application. */
    ADMINISTRATOR,
    /** The operator of the mail server. */
    SERVER_OPERATOR
}
