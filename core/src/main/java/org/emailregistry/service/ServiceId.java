package org.emailregistry.service;

import org.emailregistry.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The id of an email service.
 *
 * @param value 1 to 190 characters without control characters, compared exactly
 */
public record ServiceId(String value) {
    /**
     * Checks the value.
     *
     * @throws NullPointerException if the value is null
     * @throws IllegalArgumentException if the value is not an id
     */
    public ServiceId {
        Text.requireId(value, "service id");
    }

    // What a record generates is linked at its first use, for which a cold JVM makes some fifty classes.
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
