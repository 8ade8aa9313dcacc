package org.emailregistry.account;

import org.emailregistry.text.Text;

/**
 * The id of an account.
 *
 * @param value 1 to 190 characters without control characters, compared exactly
 */
public record AccountId(String value) {
    /**
     * Checks the value.
     *
     * @throws NullPointerException if the value is null
     * @throws IllegalArgumentException if the value is not an id
     */
    public AccountId {
        Text.requireId(value, "account id");
    }

    @Override
    public String toString() {
        return value;
    }
}
