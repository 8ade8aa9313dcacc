package org.emailregistry;

import org.emailregistry.account.AccountId;

/** The user has an account with this address already, or the id is taken. */
public final class AlreadyConnectedException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient AccountId account;

    /** For the account that has the address. */
    public AlreadyConnectedException(AccountId account) {
        super(Refusal.ALREADY_CONNECTED, "The mailbox is connected already, as account " + account + ".");
        this.account = account;
    }

    /** The account that exists. */
    public AccountId account() {
        return account;
    }
}
