package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.service.ServiceId;

/**
 * One entry of the history: one decision of an administrator. An entry never contains a secret.
 *
 * @param revision the catalog revision that the decision produced; decisions saved together share a revision
 * @param instant when the decision was saved, with a precision of microseconds; never before the instant of the
 *     preceding entry
 * @param actor the administrator, as named by the host application
 * @param kind the kind of decision
 * @param service the service that was changed; empty for a decision about manual entry
 * @param name the name of that service after the decision; the empty string for a decision about manual entry
 * @param before the old values of the changed fields, by the name of the {@code Field}
 * @param after the new values of the same fields
 * @param confirmed the names of the {@code Confirmation.Kind}s that the administrator confirmed
 * @param reason the reason that the administrator gave; the empty string if no reason was given
 */
public record Change(
        long revision,
        Instant instant,
        String actor,
        Kind kind,
        Optional<ServiceId> service,
        String name,
        Map<String, String> before,
        Map<String, String> after,
        List<String> confirmed,
        String reason) {
    /** The actor of an entry whose real actor was erased. */
    public static final String ERASED = "(erased)";

    /** The maximum length of a reason, in code points. */
    public static final int MAXIMUM_REASON_LENGTH = 500;

    /**
     * Copies the collections.
     *
     * @throws NullPointerException if a component is null or a collection contains null
     */
    public Change {
        requireNonNull(instant, "instant");
        requireNonNull(actor, "actor");
        requireNonNull(kind, "kind");
        requireNonNull(service, "service");
        requireNonNull(name, "name");
        before = Map.copyOf(before);
        after = Map.copyOf(after);
        confirmed = List.copyOf(confirmed);
        requireNonNull(reason, "reason");
    }

    /** Returns this entry with {@link #ERASED} as its actor. */
    public Change withoutActor() {
        return new Change(revision, instant, ERASED, kind, service, name, before, after, confirmed, reason);
    }

    /** The kinds of decisions. */
    public enum Kind {
        /** A corporate service was added. */
        ADDED,
        /** A corporate service was edited. */
        EDITED,
        /** A corporate service was removed. */
        REMOVED,
        /** A service was hidden. */
        HIDDEN,
        /** A service was shown again. */
        SHOWN,
        /** Manual entry was allowed. */
        MANUAL_ENTRY_ALLOWED,
        /** Manual entry was forbidden. */
        MANUAL_ENTRY_FORBIDDEN,
        /**
         * Accounts with manually entered servers began to be attached to the service that has the same servers.
         */
        ACCOUNTS_ATTACHED,
        /**
         * The unchanged row of a service, or of manual entry if the entry names no service, was authenticated again,
         * with the newest key.
         */
        SEALED_ANEW,
        /** The stored servers of a service were confirmed anew. */
        DESTINATIONS_CONFIRMED
    }
}
