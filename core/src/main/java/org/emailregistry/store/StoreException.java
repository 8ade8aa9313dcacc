package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The store is broken or out of reach. Who was faster is never told so, but by a result. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** Describes a failure; the message must not contain a secret. */
    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** What can be wrong with a store. */
    public enum Kind {
        /** It cannot be reached; nothing was done. */
        UNAVAILABLE,
        /** It did not answer in time, or too many were faster; nothing was done. */
        TIMEOUT,
        /**
         * Whether it was done is not known. The same call once more gives the first outcome, unless others have changed the
         * same account meanwhile.
         */
        OUTCOME_UNKNOWN,
        /** Its tables are missing. */
        SCHEMA_MISSING,
        /** Its tables are of a later version of this library, which this one may not touch. */
        SCHEMA_TOO_NEW
    }
}
