package org.emailregistry;

import org.emailregistry.account.AccountId;

/**
 * Thrown when an account has changed since it was resolved. Credentials are returned only for the current settings:
 * resolve the account again and repeat the call.
 */
public final class AccountMovedException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient AccountId account;

    /** Creates the exception for an account. */
    public AccountMovedException(AccountId account) {
        super(
                Refusal.ACCOUNT_MOVED,
                "The account " + account + " has changed since it was resolved: resolve it again.");
        this.account = account;
    }

    /** Returns the id of the account. */
    public AccountId account() {
        return account;
    }
}
