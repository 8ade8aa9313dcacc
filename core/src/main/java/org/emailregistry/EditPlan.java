package org.emailregistry;

import java.util.List;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogVersion;

/** What an edit would do. Immutable. */
public final class EditPlan implements Plan {
    private final ServiceId service;
    private final ServiceDraft draft;
    private final CatalogVersion definedAt;
    private final List<FieldChange> changes;
    private final List<Problem> problems;
    private final List<Confirmation> confirmations;
    private final long followers;
    private final String token;

    EditPlan(
            ServiceId service,
            ServiceDraft draft,
            CatalogVersion definedAt,
            List<FieldChange> changes,
            List<Problem> problems,
            List<Confirmation> confirmations,
            long followers,
            String token) {
        this.service = service;
        this.draft = draft;
        this.definedAt = definedAt;
        this.changes = List.copyOf(changes);
        this.problems = List.copyOf(problems);
        this.confirmations = List.copyOf(confirmations);
        this.followers = followers;
        this.token = token;
    }

    @Override
    public ServiceId service() {
        return service;
    }

    /** What would be different; empty if nothing, or if the draft has errors. */
    public List<FieldChange> changes() {
        return changes;
    }

    /** What is wrong with the draft, warnings too; with an error among them the edit is refused. */
    public List<Problem> problems() {
        return problems;
    }

    /** How many accounts would go on with the new settings. */
    public long followers() {
        return followers;
    }

    /** What the administrator has to confirm, by handing the token to {@code edit}. */
    public List<Confirmation> confirmations() {
        return confirmations;
    }

    @Override
    public String token() {
        return token;
    }

    ServiceDraft draft() {
        return draft;
    }

    CatalogVersion definedAt() {
        return definedAt;
    }

    @Override
    public String toString() {
        return "EditPlan[" + service + ", " + changes + ", confirmations=" + confirmations + "]";
    }
}
