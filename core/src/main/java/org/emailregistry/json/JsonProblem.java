package org.emailregistry.json;

import static java.util.Objects.requireNonNull;

import org.emailregistry.policy.Problem;

/**
 * Something wrong in a JSON document.
 *
 * @param pointer where it is (RFC 6901); the empty string is the whole document
 * @param code what it is, for programs
 * @param severity whether the document can be accepted with it
 * @param message what it is, in English, for people
 */
public record JsonProblem(String pointer, Code code, Problem.Severity severity, String message) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public JsonProblem {
        requireNonNull(pointer, "pointer");
        requireNonNull(code, "code");
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
    }

    /** A problem with which the document is refused. */
    public static JsonProblem error(String pointer, Code code, String message) {
        return new JsonProblem(pointer, code, Problem.Severity.ERROR, message);
    }

    /** A problem with which the document is accepted. */
    public static JsonProblem warning(String pointer, Code code, String message) {
        return new JsonProblem(pointer, code, Problem.Severity.WARNING, message);
    }

    /** Whether this refuses the document. */
    public boolean isError() {
        return severity == Problem.Severity.ERROR;
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
        /** A second entry for the same service. */
        DUPLICATE,
        /** No standard service of this registry has this id; the entry is left out. */
        UNKNOWN_SERVICE,
        /** What an administrator's form would say of this value, as an error or as a warning. */
        REVIEW
    }
}
