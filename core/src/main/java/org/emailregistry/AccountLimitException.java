package org.emailregistry;

/** The user has as many accounts as the host application allows. */
public final class AccountLimitException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final int limit;

    /** For the number of accounts that a user may have. */
    public AccountLimitException(int limit) {
        super(Refusal.ACCOUNT_LIMIT, "No more than " + limit + " accounts a user.");
        this.limit = limit;
    }

    /** How many accounts a user may have. */
    public int limit() {
        return limit;
    }
}
