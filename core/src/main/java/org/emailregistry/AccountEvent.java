package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.emailregistry.account.MailAccount;

/**
 * An event of one account, delivered to the listeners of {@link EmailServiceRegistry#onAccountEvent}. Immutable.
 *
 * @param account the account after the event; for {@link Kind#CUT}, the account as this node last read it
 * @param kind the kind of event
 * @param instant when this node raised the event
 */
public record AccountEvent(MailAccount account, Kind kind, Instant instant) {
    /**
     * Creates an event.
     *
     * @throws NullPointerException if a component is null
     */
    public AccountEvent {
        requireNonNull(account, "account");
        requireNonNull(kind, "kind");
        requireNonNull(instant, "instant");
    }

    /** The kinds of account events, and the node that raises each. */
    public enum Kind {
        /**
         * The account was suspended, because the server refused its credentials too often in a row. Raised once, by the
         * node that received the last report.
         */
        SUSPENDED,
        /**
         * The suspension ended with a successful login or with new credentials. Raised once, by the node that received
         * the report or the credentials.
         */
        RESUMED,
        /**
         * The connections of the account on this node were cut. Raised by each node that {@linkplain MailAccounts#watch
         * watched} the account. The event can come before or after the event of the change that caused the cut.
         */
        CUT,
        /**
         * A manual account was {@linkplain ManualAccounts#attach attached} to a service. Raised once, by the node that
         * attached it.
         */
        ATTACHED,
        /**
         * The same credentials were sealed again, by {@link Administration#reseal} or by the first successful login
         * after the destinations of the service changed. Raised once, by the node that sealed them.
         */
        SEALED_ANEW
    }
}
