package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a store fails or cannot be reached. A single lost race is reported by a return value instead. A call that
 * works in several steps, such as {@link RegistryStore#purge}, keeps the steps that it completed before the failure.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /**
     * Creates an exception.
     *
     * @param kind the kind of failure
     * @param message a description that contains no secret
     * @param cause the cause, or null
     */
    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    /** Returns the kind of failure. */
    public Kind kind() {
        return kind;
    }

    /** The kinds of failures of a store. */
    public enum Kind {
        /** The store failed or cannot be reached. Nothing was written. */
        UNAVAILABLE,
        /** The store did not answer in time, or the operation lost too many races in a row. Nothing was written. */
        TIMEOUT,
        /**
         * The operation may or may not have been written. Repeating the same call returns the first outcome, unless
         * another operation has changed the same account in the meantime. To repeat a {@code connect}, the request
         * needs {@linkplain org.emailregistry.ConnectRequest#withId an id}.
         */
        OUTCOME_UNKNOWN,
        /** The tables of the store do not exist, or are older than this library requires. */
        SCHEMA_MISSING,
        /** The tables require a later version of this library. */
        SCHEMA_TOO_NEW
    }
}
