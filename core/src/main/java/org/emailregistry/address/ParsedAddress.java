package org.emailregistry.address;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The result of {@link ServerAddress#tryParse(String)}: an address or a problem. Immutable and thread-safe. */
public sealed interface ParsedAddress {
    /** Returns the kind of this result, for an exhaustive {@code switch}. */
    Kind kind();

    /** The kinds of results. */
    enum Kind {
        /** The text is an address: {@link Parsed}. */
        PARSED,
        /** The text is not an address: {@link Malformed}. */
        MALFORMED
    }

    /**
     * The result for a text that is an address.
     *
     * @param address the address
     */
    record Parsed(ServerAddress address) implements ParsedAddress {
        /**
         * Creates a result.
         *
         * @throws NullPointerException if the address is null
         */
        public Parsed {
            requireNonNull(address, "address");
        }

        @Override
        public Kind kind() {
            return Kind.PARSED;
        }
    }

    /**
     * The result for a text that is not an address.
     *
     * @param problem the reason
     * @param offset the offset of the first offending character in the text, in UTF-16 units; if something is missing
     *     at the end, the offset of the end without trailing white space
     * @param suggestion the address that was probably meant, if that is obvious; it always parses
     */
    record Malformed(AddressProblem problem, int offset, Optional<String> suggestion) implements ParsedAddress {
        /**
         * Creates a result.
         *
         * @throws NullPointerException if a component is null
         * @throws IllegalArgumentException if the offset is negative
         */
        public Malformed {
            requireNonNull(problem, "problem");
            requireNonNull(suggestion, "suggestion");
            if (offset < 0) {
                throw new IllegalArgumentException("offset: must not be negative, got " + offset);
            }
        }

        @Override
        public Kind kind() {
            return Kind.MALFORMED;
        }
    }
}
