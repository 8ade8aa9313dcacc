package org.emailregistry;

import static java.util.Objects.requireNonNull;

/** Something that was asked for is not done, and the state is what it was. The message contains no secret. */
public abstract class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    RefusedException(Refusal refusal, String message) {
        super(message);
        this.refusal = requireNonNull(refusal, "refusal");
    }

    /** Why, for programs. */
    public Refusal refusal() {
        return refusal;
    }
}
