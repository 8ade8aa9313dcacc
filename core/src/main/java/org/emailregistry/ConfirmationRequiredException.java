package org.emailregistry;

/** An edit sends passwords elsewhere or protects them less, which the administrator has to confirm: by the plan's token. */
public final class ConfirmationRequiredException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient EditPlan plan;

    /** For the edit, and what has to be confirmed. */
    public ConfirmationRequiredException(EditPlan plan) {
        super(Refusal.CONFIRMATION_REQUIRED, "The edit needs the confirmation of: " + plan.confirmations() + ".");
        this.plan = plan;
    }

    /** The plan that wants a confirmation. */
    public EditPlan plan() {
        return plan;
    }
}
