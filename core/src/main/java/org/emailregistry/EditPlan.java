package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogVersion;

/**
 * The effect of an edit, made by {@link Administration#planEdit}. Immutable.
 *
 * <p>The registry uses only the service, the draft, the version and the token of a plan, and computes the other
 * components again when the edit is made; the values of those components in the plan have no effect on the edit.
 *
 * @param service the id of the service
 * @param draft the settings after the edit
 * @param definedAt the catalog version at which the service was last edited, or its destinations confirmed, before the
 *     plan was made
 * @param changes the fields that the edit changes; empty if the edit changes no field, or if the draft has errors other
 *     than a taken name
 * @param problems the problems of the draft, warnings included; an edit whose draft has an error is refused
 * @param confirmations the changes that the administrator has to confirm by passing the token to
 *     {@link Administration#edit(EditPlan, String)}; empty if the draft has errors other than a taken name
 * @param accounts the number of connected accounts, which will use the new settings
 * @param token the token that confirms the edit; becomes stale when the service is edited or its destinations are
 *     confirmed
 */
public record EditPlan(
        ServiceId service,
        ServiceDraft draft,
        CatalogVersion definedAt,
        List<FieldChange> changes,
        List<Problem> problems,
        List<Confirmation> confirmations,
        long accounts,
        String token)
        implements Plan {
    /**
     * Creates a plan with copies of the lists.
     *
     * @throws NullPointerException if a component is null
     */
    public EditPlan {
        requireNonNull(service, "service");
        requireNonNull(draft, "draft");
        requireNonNull(definedAt, "definedAt");
        requireNonNull(token, "token");
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
        confirmations = List.copyOf(confirmations);
    }
}
