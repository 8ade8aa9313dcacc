package org.emailregistry;

/** Thrown when a user already has as many accounts as {@link EmailServiceRegistry.Builder#accountsPerUser} allows. */
public final class AccountLimitException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final int limit;

    /** Creates the exception for a limit of accounts per user. */
    public AccountLimitException(int limit) {
        super(Refusal.ACCOUNT_LIMIT, "The limit of " + limit + " accounts per user is reached.");
        this.limit = limit;
    }

    /** Returns the maximum number of accounts per user. */
    public int limit() {
        return limit;
    }
}
