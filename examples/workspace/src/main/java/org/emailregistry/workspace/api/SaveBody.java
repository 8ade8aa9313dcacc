package org.emailregistry.workspace.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Set;
import org.emailregistry.Administration;
import org.emailregistry.CatalogUpdate;
import org.emailregistry.EditPlan;
import org.emailregistry.RemovalPlan;
import org.emailregistry.service.ServiceId;
import org.jspecify.annotations.Nullable;

/**
 * Several decisions that are saved together. Missing properties change nothing.
 *
 * @param seenRevision the {@code revision} of the catalog that the caller read
 * @param add the services to be added
 * @param edit the services to be edited, each with the token of its plan
 * @param hide the services to be hidden
 * @param show the services to be shown again
 * @param remove the services to be removed, each with the token of its plan
 * @param manualEntryAllowed whether "Other" is offered
 */
record SaveBody(
        long seenRevision,
        @Nullable List<@NotNull @Valid ServiceBody> add,
        @Nullable List<@NotNull @Valid EditedBody> edit,
        @Nullable Set<@NotNull ServiceId> hide,
        @Nullable Set<@NotNull ServiceId> show,
        @Nullable List<@NotNull @Valid RemovedBody> remove,
        @Nullable Boolean manualEntryAllowed) {
    /**
     * A service to be edited.
     *
     * @param id the service
     * @param edit the new settings; the token is required here
     */
    record EditedBody(@NotNull ServiceId id, @NotNull @Valid EditBody edit) {}

    /**
     * A service to be removed.
     *
     * @param id the service
     * @param token the token of the removal plan
     */
    record RemovedBody(@NotNull ServiceId id, @NotNull String token) {}

    /** Returns the decisions as one update by the given administrator. */
    CatalogUpdate of(Administration administration) {
        CatalogUpdate update = administration.update(seenRevision);
        orNone(add).forEach(service -> update.add(service.draft()));
        for (EditedBody edited : orNone(edit)) {
            EditBody body = edited.edit();
            EditPlan plan = administration.planEdit(
                    edited.id(), body.seenRevision(), body.service().draft());
            update.edit(plan, body.token() == null ? "" : body.token());
        }
        if (hide != null) {
            hide.forEach(update::hide);
        }
        if (show != null) {
            show.forEach(update::show);
        }
        orNone(remove)
                .forEach(removed -> update.remove(RemovalPlan.of(removed.id(), removed.token()), removed.token()));
        if (manualEntryAllowed != null) {
            update.allowManualEntry(manualEntryAllowed);
        }
        return update;
    }

    private static <T> List<T> orNone(@Nullable List<T> decisions) {
        return decisions == null ? List.of() : decisions;
    }
}
