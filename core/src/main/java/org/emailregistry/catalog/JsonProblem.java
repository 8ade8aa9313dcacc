package org.emailregistry.catalog;

import static java.util.Objects.requireNonNull;

/**
 * Something wrong in a JSON document.
 *
 * @param pointer where it is (RFC 6901); the empty string is the whole document
 * @param code what it is, for programs
 * @param message what it is, in English, for people
 */
public record JsonProblem(String pointer, Code code, String message) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public JsonProblem {
        requireNonNull(pointer, "pointer");
        requireNonNull(code, "code");
        requireNonNull(message, "message");
    }

    /** What is wrong. */
    public enum Code {
        /** The document is longer than what is read. */
        TOO_LARGE,
        /** The document is not JSON, or has a name twice in one object, or is nested too deep. */
        NOT_JSON,
        /** The document has a version that this library does not know. */
        UNKNOWN_VERSION,
        /** A member that must be there is not. */
        MISSING,
        /** A member that this version does not know. */
        UNKNOWN_FIELD,
        /** Another type of value is expected. */
        WRONG_TYPE,
        /** Not one of the values that are allowed here. */
        UNKNOWN_VALUE,
        /** A second entry with the same id or name. */
        DUPLICATE,
        /** The value would not be accepted in an administrator's form either. */
        NOT_ACCEPTED
    }
}
