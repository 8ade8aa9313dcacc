package org.emailregistry;

import static java.util.Objects.requireNonNull;

/**
 * How much of the stored data needs one key of the cipher. Immutable.
 *
 * @param keyId the id of the key, as given to the cipher
 * @param accounts the number of accounts whose credentials are sealed with the key
 * @param rows the number of stored rows that are signed with the key: of corporate services, removed ones included, of
 *     decisions about standard services, and of manual entry
 */
public record KeyUse(String keyId, long accounts, long rows) {
    /**
     * Checks the key id.
     *
     * @throws NullPointerException if the key id is null
     */
    public KeyUse {
        requireNonNull(keyId, "keyId");
    }
}
