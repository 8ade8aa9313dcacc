package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.emailregistry.account.MailAccount;

/**
 * Something that happened to one account, as told by {@link EmailServiceRegistry#onAccountEvent}.
 *
 * @param account the account, as it is after it
 * @param kind what happened
 * @param instant when it was noticed
 */
public record AccountEvent(MailAccount account, Kind kind, Instant instant) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public AccountEvent {
        requireNonNull(account, "account");
        requireNonNull(kind, "kind");
        requireNonNull(instant, "instant");
    }

    /** What can happen to an account. */
    public enum Kind {
        /** The server refused the credentials too often in a row; told once, by the node that took the last report. */
        SUSPENDED,
        /** The suspension ended: a login succeeded, or there are other credentials; told once, by the node of that call. */
        RESUMED,
        /** Its connections on this node were cut; told by each node that had some, before or after what caused it. */
        CUT,
        /** With servers of its own until then, it was attached to the service that has the same; told once. */
        ATTACHED,
        /** Its credentials were sealed anew; told once, by the node that did it. */
        SEALED_ANEW
    }
}
