package org.emailregistry.workspace.api;

import java.util.List;
import org.emailregistry.Confirmation;
import org.emailregistry.EditPlan;
import org.emailregistry.FieldChange;
import org.emailregistry.Plan;
import org.emailregistry.RemovalPlan;
import org.emailregistry.policy.Problem;

/** The effect of an edit or a removal before it happens. Its token becomes invalid when the facts change. */
sealed interface PlanView {
    /** The plan of an edit. */
    record Edit(
            String service,
            String token,
            List<FieldChange> changes,
            List<Problem> problems,
            long accounts,
            List<Confirmation> confirmations)
            implements PlanView {
        static Edit of(EditPlan plan) {
            return new Edit(
                    plan.service().value(),
                    plan.token(),
                    plan.changes(),
                    plan.problems(),
                    plan.accounts(),
                    plan.confirmations());
        }
    }

    /** The plan of a removal. */
    record Removal(String service, String token, String name, long accounts) implements PlanView {
        static Removal of(RemovalPlan plan) {
            return new Removal(plan.service().value(), plan.token(), plan.name(), plan.accounts());
        }
    }

    static PlanView of(Plan plan) {
        return plan instanceof EditPlan edit ? Edit.of(edit) : Removal.of((RemovalPlan) plan);
    }
}
