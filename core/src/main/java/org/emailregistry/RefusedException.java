package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.emailregistry.policy.Problem;

/** Something that was asked for is not done, and the state is what it was. The message contains no secret. */
public abstract class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    RefusedException(Refusal refusal, String message) {
        super(message);
        this.refusal = requireNonNull(refusal, "refusal");
    }

    /** The errors among these, in one sentence each. */
    static String summary(List<Problem> problems) {
        return problems.stream()
                .filter(Problem::isError)
                .map(problem -> problem.field() + ": " + problem.message())
                .collect(Collectors.joining(" "));
    }

    /** What it is about is no wire format, and without that it would say less than its type promises. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(getClass().getName());
    }

    /** Why, for programs. */
    public Refusal refusal() {
        return refusal;
    }
}
