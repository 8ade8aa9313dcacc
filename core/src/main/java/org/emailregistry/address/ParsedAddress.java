package org.emailregistry.address;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What {@link ServerAddress#tryParse(String)} made of a text. */
public sealed interface ParsedAddress {
    /** Which of the two it is, for an exhaustive {@code switch}. */
    Kind kind();

    /** The kinds of outcome. */
    enum Kind {
        /** {@link Parsed}. */
        PARSED,
        /** {@link Malformed}. */
        MALFORMED
    }

    /**
     * The text is an address.
     *
     * @param address the address
     */
    record Parsed(ServerAddress address) implements ParsedAddress {
        /**
         * Checks that there is an address.
         *
         * @throws NullPointerException if it is null
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
     * The text is no address.
     *
     * @param problem what is wrong
     * @param offset where: the offset, in UTF-16 units, of the first offending character in the given text, or the end
     *     of the text if something is missing there
     * @param suggestion what was probably meant, where that is obvious; it always parses
     */
    record Malformed(AddressProblem problem, int offset, Optional<String> suggestion) implements ParsedAddress {
        /**
         * Checks the components.
         *
         * @throws NullPointerException if one is null
         * @throws IllegalArgumentException if the offset is negative
         */
        public Malformed {
            requireNonNull(problem, "problem");
            requireNonNull(suggestion, "suggestion");
            if (offset < 0) {
                throw new IllegalArgumentException("offset: " + offset);
            }
        }

        @Override
        public Kind kind() {
            return Kind.MALFORMED;
        }
    }
}
