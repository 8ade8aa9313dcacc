package org.emailregistry.service;

import org.emailregistry.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The id of an email service. Immutable.
 *
 * @param value 1 to 190 UTF-16 units without control characters and lone surrogates; compared exactly, including case
 */
public record ServiceId(String value) {
    /**
     * Creates an id.
     *
     * @throws NullPointerException if the value is null
     * @throws IllegalArgumentException if the value is empty, too long, or contains a control character or lone
     *     surrogate
     */
    public ServiceId {
        Text.requireId(value, "service id");
    }

    // Written by hand: the generated methods of a record are linked at first use, which costs a cold JVM some fifty
    // classes.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServiceId id && value.equals(id.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
