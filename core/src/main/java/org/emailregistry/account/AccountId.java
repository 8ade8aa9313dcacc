package org.emailregistry.account;

import org.emailregistry.text.Text;

/**
 * The id of an account. Immutable.
 *
 * @param value 1 to 190 UTF-16 units without control characters and lone surrogates; compared exactly, including case
 */
public record AccountId(String value) {
    /**
     * Creates an id.
     *
     * @throws NullPointerException if the value is null
     * @throws IllegalArgumentException if the value is empty, too long, or contains a control character or lone
     *     surrogate
     */
    public AccountId {
        Text.requireId(value, "account id");
    }

    @Override
    public String toString() {
        return value;
    }
}
