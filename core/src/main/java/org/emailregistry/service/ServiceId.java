package org.emailregistry.service;

import org.emailregistry.text.Text;

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

    @Override
    public String toString() {
        return value;
    }
}
