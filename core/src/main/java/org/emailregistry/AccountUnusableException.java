package org.emailregistry;

/** The account cannot be used now. */
public final class AccountUnusableException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient Resolution.Unusable resolution;

    /** For the account that cannot be used, and why. */
    public AccountUnusableException(Resolution.Unusable resolution) {
        super(
                Refusal.ACCOUNT_UNUSABLE,
                "The account " + resolution.account().id() + " cannot be used: " + resolution.reason() + ".");
        this.resolution = resolution;
    }

    /** Why, and since when. */
    public Resolution.Unusable resolution() {
        return resolution;
    }
}
