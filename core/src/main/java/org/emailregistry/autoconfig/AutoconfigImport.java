package org.emailregistry.autoconfig;

import java.util.List;
import org.emailregistry.service.ServiceDraft;

/**
 * What was found in an autoconfig document. A draft is nothing but a filled-in form: the administrator looks at it, and
 * {@code Administration.review} judges it like any other.
 *
 * @param drafts one for each provider that has a server; several for a provider whose host names depend on the domain
 * @param problems what could not be taken over, in the order of the document
 */
public record AutoconfigImport(List<ServiceDraft> drafts, List<AutoconfigProblem> problems) {
    /**
     * Copies the lists.
     *
     * @throws NullPointerException if a list or an element is null
     */
    public AutoconfigImport {
        drafts = List.copyOf(drafts);
        problems = List.copyOf(problems);
    }
}
