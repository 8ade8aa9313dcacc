package org.emailregistry;

import java.util.List;
import org.emailregistry.policy.Problem;

/** Thrown when the draft of a service has errors. The message lists the errors. */
public final class InvalidServiceException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** Creates the exception for these problems, warnings included. */
    public InvalidServiceException(List<Problem> problems) {
        super(Refusal.INVALID_SERVICE, summary(problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Returns the problems that were found, warnings included, as an unmodifiable list; those of all drafts of a
     * {@link CatalogUpdate}. A corrected draft can be refused again: a name that is taken is reported alone.
     */
    public List<Problem> problems() {
        return problems;
    }
}
