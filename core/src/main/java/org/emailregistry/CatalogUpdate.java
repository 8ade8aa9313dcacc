package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.emailregistry.internal.Ids;
import org.emailregistry.internal.decision.Author;
import org.emailregistry.internal.decision.CatalogWriter;
import org.emailregistry.internal.decision.Decision;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;

/**
 * One Save for several decisions: all of them become one revision of the catalog, or none does. Decisions are applied in
 * the order in which they were made here; names are compared when all is decided. To be used by one thread.
 */
public final class CatalogUpdate {
    private final CatalogWriter writer;
    private final Ids ids;
    private final Author author;
    private final long seenRevision;
    private final String operation;
    private final List<Decision> decisions = new ArrayList<>();

    CatalogUpdate(CatalogWriter writer, Ids ids, Author author, long seenRevision) {
        this.writer = writer;
        this.ids = ids;
        this.author = author;
        this.seenRevision = seenRevision;
        this.operation = ids.random();
    }

    /** Adds a corporate service. */
    public CatalogUpdate add(ServiceDraft draft) {
        requireNonNull(draft, "draft");
        return with(new Decision.Add(new ServiceId(ids.timeOrdered()), draft));
    }

    /** Adds a corporate service that users do not see until it is shown. */
    public CatalogUpdate addHidden(ServiceDraft draft) {
        requireNonNull(draft, "draft");
        var id = new ServiceId(ids.timeOrdered());
        return with(new Decision.Add(id, draft)).with(new Decision.Hide(id, true));
    }

    /** Edits a corporate service; the token confirms what the plan wants confirmed. */
    public CatalogUpdate edit(EditPlan plan, String token) {
        requireNonNull(plan, "plan");
        requireNonNull(token, "token");
        return with(new Decision.Edit(plan, token));
    }

    /** Hides a service. */
    public CatalogUpdate hide(ServiceId id) {
        requireNonNull(id, "id");
        return with(new Decision.Hide(id, true));
    }

    /** Shows a service again. */
    public CatalogUpdate show(ServiceId id) {
        requireNonNull(id, "id");
        return with(new Decision.Hide(id, false));
    }

    /** Removes a corporate service, by the token of a {@link RemovalPlan}. */
    public CatalogUpdate remove(ServiceId id, String token) {
        requireNonNull(id, "id");
        requireNonNull(token, "token");
        return with(new Decision.Remove(id, token));
    }

    /** Allows or forbids manual entry. */
    public CatalogUpdate allowManualEntry(boolean allowed) {
        return with(new Decision.AllowManualEntry(allowed));
    }

    private CatalogUpdate with(Decision decision) {
        decisions.add(decision);
        return this;
    }

    /**
     * Saves. Calling it again, after an answer that got lost, changes nothing more.
     *
     * @return the revision that the decisions made, or the present one if all of it was so already
     * @throws StaleCatalogException if the catalog has changed since the revision that was seen
     * @throws InvalidServiceException if a draft cannot become a service
     * @throws UnknownServiceException if there is no such service
     * @throws StandardServiceException if a standard service was to be edited or removed
     * @throws StalePlanException if a plan is stale
     */
    public long apply() {
        return writer.write(author, OptionalLong.of(seenRevision), operation, List.copyOf(decisions))
                .revision();
    }
}
