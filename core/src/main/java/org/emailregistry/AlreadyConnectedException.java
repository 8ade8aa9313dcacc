package org.emailregistry;

import org.emailregistry.account.AccountId;

/** Thrown when the user already has an account with this address, or another account has the requested id. */
public final class AlreadyConnectedException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient AccountId account;

    /** Creates the exception for the id of the existing account. */
    public AlreadyConnectedException(AccountId account) {
        super(Refusal.ALREADY_CONNECTED, "The address or the requested id already belongs to account " + account + ".");
        this.account = account;
    }

    /** Returns the id of the user's account with this address; the requested id if the user has no such account. */
    public AccountId account() {
        return account;
    }
}
