package org.emailregistry;

import java.util.List;
import org.emailregistry.policy.Problem;

/** Thrown when the draft of a service has errors. The message lists the errors. */
public final class InvalidServiceException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** Creates the exception for all problems of the draft, warnings included. */
    public InvalidServiceException(List<Problem> problems) {
        super(Refusal.INVALID_SERVICE, summary(problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns all problems of the draft, warnings included, as an unmodifiable list. */
    public List<Problem> problems() {
        return problems;
    }
}
