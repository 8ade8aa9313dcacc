package org.emailregistry.address;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text that is not {@code host:port}, or not a host. The message does not repeat the text: it may hold a password. */
public final class MalformedAddressException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final AddressProblem problem;
    private final int offset;
    private final @Nullable String suggestion;

    MalformedAddressException(AddressProblem problem, int offset, Optional<String> suggestion) {
        super("Not a server address: " + problem.message() + " (" + problem + " at offset " + offset + ")");
        this.problem = problem;
        this.offset = offset;
        this.suggestion = suggestion.orElse(null);
    }

    /** What is wrong. */
    public AddressProblem problem() {
        return problem;
    }

    /** Where: the offset of the first offending character in the given text, or its length if something is missing at the end. */
    public int offset() {
        return offset;
    }

    /** What was probably meant; it always parses. */
    public Optional<String> suggestion() {
        return Optional.ofNullable(suggestion);
    }
}
