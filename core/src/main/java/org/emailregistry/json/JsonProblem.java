package org.emailregistry.json;

import static java.util.Objects.requireNonNull;

import org.emailregistry.policy.Problem;

/**
 * A problem in a JSON document.
 *
 * @param pointer the JSON pointer to the place (RFC 6901); the empty string for the whole document
 * @param code the kind of problem, for programs
 * @param severity whether the document is refused because of it
 * @param message a description in English, for people
 */
public record JsonProblem(String pointer, Code code, Problem.Severity severity, String message) {
    /**
     * Checks the components.
     *
     * @throws NullPointerException if a component is null
     */
    public JsonProblem {
        requireNonNull(pointer, "pointer");
        requireNonNull(code, "code");
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
    }

    /** Returns a problem because of which the document is refused. */
    public static JsonProblem error(String pointer, Code code, String message) {
        return new JsonProblem(pointer, code, Problem.Severity.ERROR, message);
    }

    /** Returns a problem with which the document is still accepted. */
    public static JsonProblem warning(String pointer, Code code, String message) {
        return new JsonProblem(pointer, code, Problem.Severity.WARNING, message);
    }

    /** Returns whether the document is refused because of this problem. */
    public boolean isError() {
        return severity == Problem.Severity.ERROR;
    }

    /** The kinds of problems. */
    public enum Code {
        /** The document or an array in it exceeds the limit of its size. */
        TOO_LARGE,
        /**
         * The document is not JSON, repeats a name in an object, is nested too deeply, or contains a text, name or
         * number that is too long.
         */
        NOT_JSON,
        /** This library does not support the version of the document. */
        UNKNOWN_VERSION,
        /** A required member is missing or null. */
        MISSING,
        /** A member is unknown in this version of the format. */
        UNKNOWN_FIELD,
        /** A value, or the whole document, has the wrong type. */
        WRONG_TYPE,
        /** A value is not one of the allowed constants. */
        UNKNOWN_VALUE,
        /** The document has an earlier entry for the same service or with the same name. */
        DUPLICATE,
        /** This registry has no standard service with this id; the entry is ignored. */
        UNKNOWN_SERVICE,
        /** The review of the service reports this problem, as it does for an administrator's form. */
        REVIEW
    }
}
