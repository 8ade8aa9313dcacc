package org.emailregistry;

import java.util.List;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogVersion;

/**
 * What an edit would do. Made by {@link Administration#planEdit}; one that was made by somebody else is refused as stale, or
 * does what its draft says and no more.
 *
 * @param service the service
 * @param draft what it would become
 * @param definedAt the version of the catalog in which its settings were last changed, as far as this plan knows
 * @param changes what would be different; empty if nothing, or if the draft has errors
 * @param problems what is wrong with the draft, warnings too; with an error among them the edit is refused
 * @param confirmations what the administrator has to confirm, by handing the token to {@code edit}
 * @param followers how many accounts would go on with the new settings
 * @param token goes stale when the service is edited, or what has to be confirmed changes
 */
public record EditPlan(
        ServiceId service,
        ServiceDraft draft,
        CatalogVersion definedAt,
        List<FieldChange> changes,
        List<Problem> problems,
        List<Confirmation> confirmations,
        long followers,
        String token)
        implements Plan {
    /** Copies the lists. */
    public EditPlan {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
        confirmations = List.copyOf(confirmations);
    }
}
