package org.emailregistry.account;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.emailregistry.policy.Problem;

/** Credentials that cannot be sent to any server. */
public final class MalformedCredentialsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    MalformedCredentialsException(Problem problem) {
        super(problem.field() + ": " + problem.message());
        this.problem = problem;
    }

    /** What it is about is no wire format, and without that it would say less than its type promises. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(MalformedCredentialsException.class.getName());
    }

    /** The field and what is wrong with it; never the value. */
    public Problem problem() {
        return problem;
    }
}
