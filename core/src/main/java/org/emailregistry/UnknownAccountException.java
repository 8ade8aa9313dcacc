package org.emailregistry;

import org.emailregistry.account.AccountId;

/** There is no such account. */
public final class UnknownAccountException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient AccountId account;

    /** For the id that no account has. */
    public UnknownAccountException(AccountId account) {
        super(Refusal.UNKNOWN_ACCOUNT, "There is no account " + account + ".");
        this.account = account;
    }

    /** The id that was asked for. */
    public AccountId account() {
        return account;
    }
}
