package org.emailregistry.workspace.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emailregistry.CatalogUpdate;
import org.emailregistry.RemovalPlan;
import org.emailregistry.service.ServiceId;
import org.springframework.util.MultiValueMap;

/**
 * The decisions that an administrator has made on the page and not saved yet. They are kept in the page, not in the session,
 * together with the revision of the catalog that the page showed. So two windows do not mix, and a Save does not overwrite
 * changes that the administrator has not seen.
 *
 * @param revision the revision of the catalog that the page showed
 * @param hide the services to be hidden
 * @param show the services to be shown again
 * @param remove the services to be removed, each with the token of the plan that the administrator saw
 * @param manualEntry the state of the check box for manual entry
 * @param manualEntryWas its state when the page was loaded
 */
record Decisions(
        long revision,
        Set<String> hide,
        Set<String> show,
        Map<String, String> remove,
        boolean manualEntry,
        boolean manualEntryWas) {
    /** Returns no decisions. */
    static Decisions none(long revision, boolean manualEntry) {
        return new Decisions(revision, Set.of(), Set.of(), Map.of(), manualEntry, manualEntry);
    }

    /**
     * Returns the decisions in the submitted form.
     *
     * @throws NumberFormatException if the form has no revision, so that it is not the form of this page
     */
    static Decisions of(MultiValueMap<String, String> form) {
        Map<String, String> remove = new LinkedHashMap<>();
        for (String removal : form.getOrDefault("remove", List.of())) {
            // A token has no spaces; an id may.
            String[] tokenAndId = removal.split(" ", 2);
            if (tokenAndId.length == 2) {
                remove.put(tokenAndId[1], tokenAndId[0]);
            }
        }
        return new Decisions(
                Long.parseLong(String.valueOf(form.getFirst("revision"))),
                Set.copyOf(form.getOrDefault("hide", List.of())),
                Set.copyOf(form.getOrDefault("show", List.of())),
                Map.copyOf(remove),
                form.containsKey("manualEntry"),
                Boolean.parseBoolean(form.getFirst("manualEntryWas")));
    }

    /** Returns these decisions without the removal of a service. */
    Decisions withoutRemoval(ServiceId service) {
        Map<String, String> others = new LinkedHashMap<>(remove);
        others.remove(service.value());
        return new Decisions(revision, hide, show, others, manualEntry, manualEntryWas);
    }

    /** Returns the number of decisions. */
    int count() {
        return hide.size() + show.size() + remove.size() + (manualEntry == manualEntryWas ? 0 : 1);
    }

    /** Adds the decisions to an update. */
    void into(CatalogUpdate update) {
        hide.forEach(id -> update.hide(new ServiceId(id)));
        show.forEach(id -> update.show(new ServiceId(id)));
        remove.forEach((id, token) -> update.remove(RemovalPlan.of(new ServiceId(id), token), token));
        if (manualEntry != manualEntryWas) {
            update.allowManualEntry(manualEntry);
        }
    }
}
