package org.emailregistry;

/** The facts have changed since a plan was made. What was planned is not done. */
public final class StalePlanException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient Plan fresh;

    /** For the plan as it would be now. */
    public StalePlanException(Plan fresh) {
        super(Refusal.STALE_PLAN, "The plan for " + fresh.service() + " is stale.");
        this.fresh = fresh;
    }

    /** What the same would do now. */
    public Plan fresh() {
        return fresh;
    }
}
