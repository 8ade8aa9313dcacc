package org.emailregistry;

import org.emailregistry.account.AccountId;

/** Thrown when an account does not exist, for instance because it was disconnected. */
public final class UnknownAccountException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient AccountId account;

    /** Creates the exception for an id. */
    public UnknownAccountException(AccountId account) {
        super(Refusal.UNKNOWN_ACCOUNT, "There is no account " + account + ".");
        this.account = account;
    }

    /** Returns the id for which there is no account. */
    public AccountId account() {
        return account;
    }
}
