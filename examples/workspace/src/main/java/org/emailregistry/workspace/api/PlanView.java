package org.emailregistry.workspace.api;

import java.util.List;
import java.util.Optional;
import org.emailregistry.Confirmation;
import org.emailregistry.DestinationPlan;
import org.emailregistry.EditPlan;
import org.emailregistry.FieldChange;
import org.emailregistry.Plan;
import org.emailregistry.RemovalPlan;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.TrustedCertificates;

/** The effect of an edit, a removal or a confirmation before it happens. Its token becomes invalid when the facts change. */
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

    /** The plan of a confirmation of the stored servers. */
    record Destinations(
            String service,
            String token,
            String name,
            ServiceView.Server smtp,
            ServiceView.Server imap,
            Optional<String> trustedCertificates,
            boolean hidden,
            Optional<String> defect,
            long accounts)
            implements PlanView {
        static Destinations of(DestinationPlan plan) {
            return new Destinations(
                    plan.service().value(),
                    plan.token(),
                    plan.name(),
                    ServiceView.Server.of(plan.servers().smtp()),
                    ServiceView.Server.of(plan.servers().imap()),
                    plan.trustedCertificates().map(TrustedCertificates::pem),
                    plan.hidden(),
                    plan.defect(),
                    plan.accounts());
        }
    }

    static PlanView of(Plan plan) {
        if (plan instanceof EditPlan edit) {
            return Edit.of(edit);
        }
        return plan instanceof DestinationPlan destinations
                ? Destinations.of(destinations)
                : Removal.of((RemovalPlan) plan);
    }
}
