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
 * A batch of changes to the catalog that {@link #apply} saves as one revision: all of them or none.
 * {@link Administration#update} begins a batch. Every method except {@link #apply} adds a change and returns this
 * batch.
 *
 * <p>The changes take effect in the order in which they were added. Names have to be unique only after the last change,
 * so one batch can rename a service and give its old name to another. Not thread-safe.
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

    /** Adds a corporate service that is hidden from users until it is {@linkplain #show shown}. */
    public CatalogUpdate addHidden(ServiceDraft draft) {
        requireNonNull(draft, "draft");
        var id = new ServiceId(ids.timeOrdered());
        return with(new Decision.Add(id, draft)).with(new Decision.Hide(id, true));
    }

    /** Edits a corporate service. {@link #apply} refuses a plan that needs confirmation. */
    public CatalogUpdate edit(EditPlan plan) {
        requireNonNull(plan, "plan");
        return with(new Decision.Edit(plan, null));
    }

    /**
     * Edits a corporate service and confirms the changes in {@link EditPlan#confirmations}.
     *
     * @param token the {@link EditPlan#token} that was shown to the administrator
     */
    public CatalogUpdate edit(EditPlan plan, String token) {
        requireNonNull(plan, "plan");
        requireNonNull(token, "token");
        return with(new Decision.Edit(plan, token));
    }

    /** Hides a service from users, as {@link Administration#hide} does. */
    public CatalogUpdate hide(ServiceId id) {
        requireNonNull(id, "id");
        return with(new Decision.Hide(id, true));
    }

    /** Offers a hidden service to users again. */
    public CatalogUpdate show(ServiceId id) {
        requireNonNull(id, "id");
        return with(new Decision.Hide(id, false));
    }

    /**
     * Removes a corporate service, as {@link Administration#remove} does.
     *
     * @param token the {@link RemovalPlan#token} that was shown to the administrator
     */
    public CatalogUpdate remove(RemovalPlan plan, String token) {
        requireNonNull(plan, "plan");
        requireNonNull(token, "token");
        return with(new Decision.Remove(plan.service(), token));
    }

    /**
     * Confirms the stored servers of a service, as {@link Administration#confirmDestinations} does.
     *
     * @param token the {@link DestinationPlan#token} that was shown to the administrator
     */
    public CatalogUpdate confirmDestinations(DestinationPlan plan, String token) {
        requireNonNull(plan, "plan");
        requireNonNull(token, "token");
        return with(new Decision.ConfirmDestinations(plan.service(), token));
    }

    /** Allows or forbids manual entry ("Other"); existing manual accounts keep working. */
    public CatalogUpdate allowManualEntry(boolean allowed) {
        return with(new Decision.AllowManualEntry(allowed));
    }

    private CatalogUpdate with(Decision decision) {
        decisions.add(decision);
        return this;
    }

    /**
     * Saves all changes of this batch, or none. Blocks while the store works. Calling this method again, for instance
     * after a {@link org.emailregistry.store.StoreException}, saves no change twice. A batch that was saved is
     * complete: changes added afterwards are never saved.
     *
     * @return the revision that this batch created, or the current revision if the batch changes nothing
     * @throws StaleCatalogException if the catalog has changed since the revision given to
     *     {@link Administration#update}
     * @throws ConfirmationRequiredException if an edit needs confirmation and has no token
     * @throws InvalidServiceException if a draft has errors, or its name is taken
     * @throws UnknownServiceException if a service does not exist or was removed, a service to hide or show is
     *     {@linkplain Catalog#invalid invalid}, or the stored servers to confirm cannot be read
     * @throws StandardServiceException if a standard service would be edited or removed
     * @throws StalePlanException if a plan is stale, also because an earlier change of this batch edits its service; or
     *     if a token belongs to another plan
     */
    public long apply() {
        return writer.write(author, OptionalLong.of(seenRevision), operation, List.copyOf(decisions))
                .revision();
    }
}
