package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.emailregistry.policy.Problem;

/**
 * Thrown when the registry refuses an operation and does not carry it out. {@link #refusal} returns the reason; the
 * subclass contains the subject of the refusal, such as the id of a service. The message is in English and contains no
 * secret. Not serializable.
 */
public abstract class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    RefusedException(Refusal refusal, String message) {
        super(message);
        this.refusal = requireNonNull(refusal, "refusal");
    }

    /** Returns the messages of all errors, joined; warnings are left out. */
    static String summary(List<Problem> problems) {
        return problems.stream()
                .filter(Problem::isError)
                .map(problem -> problem.field() + ": " + problem.message())
                .collect(Collectors.joining(" "));
    }

    /** Always throws, because the subject of a refusal is not serializable, and a copy would have no subject. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(getClass().getName());
    }

    /** Returns the reason, for programs. */
    public Refusal refusal() {
        return refusal;
    }
}
