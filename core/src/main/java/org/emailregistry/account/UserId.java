package org.emailregistry.account;

import org.emailregistry.text.Text;

/**
 * The id of a user of the host application.
 *
 * @param value 1 to 190 characters without control characters, compared exactly
 */
public record UserId(String value) {
    /**
     * Checks the value.
     *
     * @throws NullPointerException if the value is null
     * @throws IllegalArgumentException if the value is not an id
     */
    public UserId {
        Text.requireId(value, "user id");
    }

    @Override
    public String toString() {
        return value;
    }
}
