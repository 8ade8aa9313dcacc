package org.emailregistry;

import static java.util.Objects.requireNonNull;

import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;

/**
 * An account to take over from an older table with {@link Administration#adopt}.
 *
 * @param owner the user who owns the account
 * @param id the id that the account gets; use the same id when a migration is repeated
 * @param request the service or servers, the address and the credentials; an id in the request is ignored. The
 *     caller closes the request
 */
public record Adoption(UserId owner, AccountId id, ConnectRequest request) {
    /**
     * Creates an adoption.
     *
     * @throws NullPointerException if a component is null
     */
    public Adoption {
        requireNonNull(owner, "owner");
        requireNonNull(id, "id");
        requireNonNull(request, "request");
    }
}
