package org.emailregistry;

import java.util.List;
import org.emailregistry.policy.Problem;

/** A draft that cannot become a service. */
public final class InvalidServiceException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** For the problems of the draft, warnings too. */
    public InvalidServiceException(List<Problem> problems) {
        super(Refusal.INVALID_SERVICE, summary(problems));
        this.problems = List.copyOf(problems);
    }

    /** All problems of the draft, warnings too. */
    public List<Problem> problems() {
        return problems;
    }
}
