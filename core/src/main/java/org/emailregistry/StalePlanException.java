package org.emailregistry;

/**
 * Thrown when a plan is stale, or a token belongs to another plan. An edit of the service or a confirmation of its
 * destinations makes all plans for the service stale; the arrival of an account makes a removal plan stale. Nothing was
 * changed, except that {@link ManualAccounts#attach} may already have attached accounts. Show {@link #fresh} to the
 * administrator and repeat the call with the fresh plan.
 */
public final class StalePlanException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient Plan fresh;

    /** Creates the exception for the fresh plan. */
    public StalePlanException(Plan fresh) {
        super(Refusal.STALE_PLAN, "The plan for email service " + fresh.service() + " is stale: make a new plan.");
        this.fresh = fresh;
    }

    /** Returns the plan for the same change, based on the current facts. */
    public Plan fresh() {
        return fresh;
    }
}
