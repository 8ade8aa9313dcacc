package org.emailregistry.store;

import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;

/** Selects accounts for a list and defines their order. Ids and addresses are ordered by their UTF-8 bytes. */
public sealed interface AccountQuery {
    /**
     * The accounts that refer to a service, ordered by owner, then by account id.
     *
     * @param service the service that the accounts refer to
     */
    record OfService(ServiceId service) implements AccountQuery {}

    /**
     * The accounts of one user, ordered by address.
     *
     * @param owner the user who owns the accounts
     */
    record OfUser(UserId owner) implements AccountQuery {}

    /** The accounts with manually entered servers, ordered by owner, then by account id. */
    record Manual() implements AccountQuery {}

    /** All accounts of the tenant, ordered by account id. */
    record All() implements AccountQuery {}
}
