package org.emailregistry;

/**
 * The reasons for a {@link RefusedException}, for programs. The description of each constant ends with the exception
 * that has this reason.
 */
public enum Refusal {
    /** The draft of a service has errors: {@link InvalidServiceException}. */
    INVALID_SERVICE,
    /** The service does not exist, was removed, or is invalid: {@link UnknownServiceException}. */
    UNKNOWN_SERVICE,
    /** A standard service cannot be edited or removed: {@link StandardServiceException}. */
    STANDARD_SERVICE,
    /** The edit needs the administrator's confirmation: {@link ConfirmationRequiredException}. */
    CONFIRMATION_REQUIRED,
    /**
     * Since the plan was made, the service was edited, its destinations were confirmed, or an account arrived at a
     * service to remove; or the token belongs to another plan: {@link StalePlanException}.
     */
    STALE_PLAN,
    /** The catalog has changed since the batch was begun: {@link StaleCatalogException}. */
    STALE_CATALOG,
    /** The user's input has errors: {@link InvalidRequestException}. */
    INVALID_REQUEST,
    /** The service is hidden, retired or invalid, or needs a token source: {@link NotOfferedException}. */
    SERVICE_NOT_OFFERED,
    /** Manual entry is forbidden: {@link NotOfferedException}. */
    MANUAL_ENTRY_FORBIDDEN,
    /** A typed server has a host of a hidden or invalid service: {@link NotOfferedException}. */
    HOST_OF_HIDDEN_SERVICE,
    /**
     * An edit changed the hosts or the trusted certificates of the service, or made it less secure, during the call or
     * shortly before it: {@link ServiceMovedException}.
     */
    SERVICE_MOVED,
    /**
     * The user already has an account with the address, or another account has the requested id:
     * {@link AlreadyConnectedException}.
     */
    ALREADY_CONNECTED,
    /** The user has as many accounts as allowed: {@link AccountLimitException}. */
    ACCOUNT_LIMIT,
    /** The account does not exist: {@link UnknownAccountException}. */
    UNKNOWN_ACCOUNT,
    /** The account cannot be used now: {@link AccountUnusableException}. */
    ACCOUNT_UNUSABLE,
    /** The account has changed since it was resolved: {@link AccountMovedException}. */
    ACCOUNT_MOVED,
    /** The store is persistent and the registry has no cipher: {@link CipherRequiredException}. */
    CIPHER_REQUIRED
}
