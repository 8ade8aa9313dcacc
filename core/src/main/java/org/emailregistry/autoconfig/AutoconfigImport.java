package org.emailregistry.autoconfig;

import java.util.List;
import org.emailregistry.service.ServiceDraft;

/**
 * The result of reading an autoconfig document. A draft is a filled-in form: the administrator reviews it, and
 * {@code Administration.review} checks it like any other draft.
 *
 * @param drafts one per provider with a usable server, or one per domain if the settings depend on the domain
 * @param problems the parts that could not be taken over, in the order of the document
 */
public record AutoconfigImport(List<ServiceDraft> drafts, List<AutoconfigProblem> problems) {
    /**
     * Copies the lists.
     *
     * @throws NullPointerException if a list is null or contains null
     */
    public AutoconfigImport {
        drafts = List.copyOf(drafts);
        problems = List.copyOf(problems);
    }
}
