package org.emailregistry.account;

import org.emailregistry.policy.Problem;

/** Credentials that cannot be sent to any server. */
public final class MalformedCredentialsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    MalformedCredentialsException(Problem problem) {
        super(problem.field() + ": " + problem.message());
        this.problem = problem;
    }

    /** The field and what is wrong with it; never the value. */
    public Problem problem() {
        return problem;
    }
}
