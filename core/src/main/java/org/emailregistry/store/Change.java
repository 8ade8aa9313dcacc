package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.service.ServiceId;

/**
 * One entry of the history: one decision of an administrator. Never contains a secret.
 *
 * @param revision the revision of the catalog that the decision made; decisions of one Save share it
 * @param instant when, to the microsecond; never before the entry before it
 * @param actor who, in the host application's words
 * @param kind what
 * @param service the service it is about; empty for manual entry
 * @param name the name of that service after the decision; empty for manual entry
 * @param before the fields that changed, as they were
 * @param after the same fields, as they became
 * @param confirmed what the administrator confirmed, by the names of {@code Confirmation.Kind}
 * @param reason why, in the administrator's words; empty if nothing was said
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
    /** The actor of entries whose actor was erased. */
    public static final String ERASED = "(erased)";

    /** The longest reason, in code points. */
    public static final int MAXIMUM_REASON_LENGTH = 500;

    /**
     * Copies the collections.
     *
     * @throws NullPointerException if a component is null
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

    /** The same entry without its actor. */
    public Change withoutActor() {
        return new Change(revision, instant, ERASED, kind, service, name, before, after, confirmed, reason);
    }

    /** What an administrator decided. */
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
        /** Accounts with servers of their own began to be attached to the service that has the same. */
        ACCOUNTS_ATTACHED,
        /** The definition of a corporate service, unchanged, was authenticated anew, with the newest key. */
        SEALED_ANEW
    }
}
