package org.emailregistry;

/** Thrown when an account cannot be used now. {@link #resolution} contains the reason. */
public final class AccountUnusableException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient Resolution.Unusable resolution;

    /** Creates the exception for the resolution of an unusable account. */
    public AccountUnusableException(Resolution.Unusable resolution) {
        super(
                Refusal.ACCOUNT_UNUSABLE,
                "The account " + resolution.account().id() + " cannot be used: " + resolution.reason() + ".");
        this.resolution = resolution;
    }

    /** Returns the account, the reason why it cannot be used, and since when. */
    public Resolution.Unusable resolution() {
        return resolution;
    }
}
