package org.emailregistry.store;

import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;

/** Which accounts are wanted, and in which order. Ids are compared as UTF-8 bytes. */
public sealed interface AccountQuery {
    /** The accounts that refer to a service, by owner and id. */
    record OfService(ServiceId service) implements AccountQuery {}

    /** The accounts of a user, by address. */
    record OfUser(UserId owner) implements AccountQuery {}

    /** The accounts with servers of their own, by owner and id. */
    record Manual() implements AccountQuery {}

    /** All accounts, by id. */
    record All() implements AccountQuery {}
}
