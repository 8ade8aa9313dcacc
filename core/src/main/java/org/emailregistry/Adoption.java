package org.emailregistry;

import static java.util.Objects.requireNonNull;

import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;

/**
 * An account of an older table, to be taken over.
 *
 * @param owner the user
 * @param id the id it is going to have; the same one in a repetition
 * @param request where it is connected to, with its credentials, which the caller closes
 */
public record Adoption(UserId owner, AccountId id, ConnectRequest request) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public Adoption {
        requireNonNull(owner, "owner");
        requireNonNull(id, "id");
        requireNonNull(request, "request");
    }
}
