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

    /** Creates the exception for these problems, warnings included. */
    public InvalidRequestException(List<Problem> problems) {
        super(Refusal.INVALID_REQUEST, summary(problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Returns the problems that were found, warnings included, as an unmodifiable list. A corrected request can be
     * refused again: {@link Problem.Code#ADDRESS_FIXED}, {@link Problem.Code#AUTHENTICATION_METHOD_NOT_OFFERED} and, for
     * a service, a missing email address are each reported alone.
     */
    public List<Problem> problems() {
        return problems;
    }
}
