package org.emailregistry.json;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;

/**
 * Thrown if an import is refused: the file has errors, or the plan differs from the one that the administrator saw.
 * Nothing was changed.
 */
public final class ImportRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<JsonProblem> problems;

    ImportRefusedException(String message, List<JsonProblem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** Refuses serialization, which would lose the transient fields. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(ImportRefusedException.class.getName());
    }

    /** Returns the problems of the file, warnings included, each with its place in the file. */
    public List<JsonProblem> problems() {
        return problems;
    }
}
