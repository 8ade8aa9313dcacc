package org.emailregistry.json;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;

/** A file that is not imported: it has errors, or what it would change is not what the administrator saw. Nothing is changed. */
public final class ImportRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<JsonProblem> problems;

    ImportRefusedException(String message, List<JsonProblem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** What it is about is no wire format, and without that it would say less than its type promises. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(ImportRefusedException.class.getName());
    }

    /** What is wrong with the file, warnings too, each with its place. */
    public List<JsonProblem> problems() {
        return problems;
    }
}
