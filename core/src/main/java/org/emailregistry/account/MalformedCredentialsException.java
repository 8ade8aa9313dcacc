package org.emailregistry.account;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.emailregistry.policy.Problem;

/**
 * Thrown when credentials contain a value that cannot be sent to any mail server. The message never contains the value.
 * Not serializable: writing the exception to an object stream throws {@link NotSerializableException}.
 */
public final class MalformedCredentialsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    MalformedCredentialsException(Problem problem) {
        super(problem.field() + ": " + problem.message());
        this.problem = problem;
    }

    /** Refuses serialization, because {@link #problem()} could not return the problem afterwards. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(MalformedCredentialsException.class.getName());
    }

    /** Returns the field and its problem; never contains the value. */
    public Problem problem() {
        return problem;
    }
}
