package org.emailregistry;

import java.util.List;
import org.emailregistry.policy.Problem;

/**
 * Thrown when a user's input has errors, such as a malformed server or an authentication method that the service does
 * not accept. The message lists the errors.
 */
public final class InvalidRequestException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** Creates the exception for all problems of the input, warnings included. */
    public InvalidRequestException(List<Problem> problems) {
        super(Refusal.INVALID_REQUEST, summary(problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns all problems, warnings included, as an unmodifiable list. */
    public List<Problem> problems() {
        return problems;
    }
}
