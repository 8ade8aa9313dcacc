package org.emailregistry;

/**
 * Thrown when an edit needs the administrator's confirmation, but the call has no token. Show
 * {@link EditPlan#confirmations} to the administrator, and repeat the edit with {@link EditPlan#token}.
 */
public final class ConfirmationRequiredException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient EditPlan plan;

    /** Creates the exception for the plan of the edit. */
    public ConfirmationRequiredException(EditPlan plan) {
        super(
                Refusal.CONFIRMATION_REQUIRED,
                "The edit of email service " + plan.service() + " needs confirmation of " + plan.confirmations() + ".");
        this.plan = plan;
    }

    /** Returns the plan of the edit, with the changes to confirm. */
    public EditPlan plan() {
        return plan;
    }
}
