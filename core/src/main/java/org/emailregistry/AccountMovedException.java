package org.emailregistry;

import org.emailregistry.account.AccountId;

/** The account has changed since it was resolved; its credentials are not handed out for the settings of then. */
public final class AccountMovedException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient AccountId account;

    /** For the account that resolves to something else by now. */
    public AccountMovedException(AccountId account) {
        super(Refusal.ACCOUNT_MOVED, "The account " + account + " has changed since it was resolved.");
        this.account = account;
    }

    /** The account. */
    public AccountId account() {
        return account;
    }
}
