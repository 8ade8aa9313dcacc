package org.emailregistry;

import java.util.List;
import org.emailregistry.policy.Problem;

/** What a user filled in cannot become an account. */
public final class InvalidRequestException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** For the problems, warnings too. */
    public InvalidRequestException(List<Problem> problems) {
        super(Refusal.INVALID_REQUEST, summary(problems));
        this.problems = List.copyOf(problems);
    }

    /** All problems, warnings too. */
    public List<Problem> problems() {
        return problems;
    }
}
