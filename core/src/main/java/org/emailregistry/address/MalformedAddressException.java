package org.emailregistry.address;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a text is not {@code host:port} or not a host. The message does not quote the text, which may contain a
 * password.
 */
public final class MalformedAddressException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final AddressProblem problem;
    private final int offset;
    private final @Nullable String suggestion;

    MalformedAddressException(AddressProblem problem, int offset, Optional<String> suggestion) {
        super("The text is not a valid address: " + problem.message() + " (" + problem + " at offset " + offset + ")");
        this.problem = problem;
        this.offset = offset;
        this.suggestion = suggestion.orElse(null);
    }

    /** Returns the reason. */
    public AddressProblem problem() {
        return problem;
    }

    /**
     * Returns the offset of the first offending character in the text, in UTF-16 units. If something is missing at the
     * end, this is the offset of the end without trailing white space.
     */
    public int offset() {
        return offset;
    }

    /** Returns the address that was probably meant, if that is obvious. A suggestion always parses. */
    public Optional<String> suggestion() {
        return Optional.ofNullable(suggestion);
    }
}
