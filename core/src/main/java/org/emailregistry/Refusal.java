package org.emailregistry;

/** Why something was refused. */
public enum Refusal {
    /** {@link InvalidServiceException}. */
    INVALID_SERVICE,
    /** {@link UnknownServiceException}. */
    UNKNOWN_SERVICE,
    /** {@link StandardServiceException}. */
    STANDARD_SERVICE,
    /** {@link ConfirmationRequiredException}. */
    CONFIRMATION_REQUIRED,
    /** {@link StalePlanException}. */
    STALE_PLAN,
    /** {@link StaleCatalogException}. */
    STALE_CATALOG,
    /** {@link InvalidRequestException}. */
    INVALID_REQUEST,
    /** {@link NotOfferedException}: the service is hidden, or cannot be offered by this host. */
    SERVICE_NOT_OFFERED,
    /** {@link NotOfferedException}: manual entry is forbidden. */
    MANUAL_ENTRY_FORBIDDEN,
    /** {@link NotOfferedException}: manual entry names a host of a hidden service. */
    HOST_OF_HIDDEN_SERVICE,
    /** {@link ServiceMovedException}. */
    SERVICE_MOVED,
    /** {@link AlreadyConnectedException}. */
    ALREADY_CONNECTED,
    /** {@link AccountLimitException}. */
    ACCOUNT_LIMIT,
    /** {@link UnknownAccountException}. */
    UNKNOWN_ACCOUNT,
    /** {@link AccountUnusableException}. */
    ACCOUNT_UNUSABLE,
    /** {@link AccountMovedException}. */
    ACCOUNT_MOVED,
    /** {@link CipherRequiredException}. */
    CIPHER_REQUIRED
}
