package org.emailregistry.account;

import org.emailregistry.text.Text;

/**
 * The id of a user of the host application. Immutable.
 *
 * @param value 1 to 190 UTF-16 units without control characters and lone surrogates; compared exactly, including case
 */
public record UserId(String value) {
    /**
     * Creates an id.
     *
     * @throws NullPointerException if the value is null
     * @throws IllegalArgumentException if the value is empty, too long, or contains a control character or lone
     *     surrogate
     */
    public UserId {
        Text.requireId(value, "user id");
    }

    @Override
    public String toString() {
        return value;
    }
}
