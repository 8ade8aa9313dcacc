package org.emailregistry.catalog;

import java.util.List;

/**
 * What was found in an autoconfig document. A proposal is nothing but a filled-in form: the administrator looks at it, and
 * {@code Administration.review} judges it like any other.
 *
 * @param proposals one for each provider that has a server; several for a provider whose host names depend on the domain
 * @param problems what could not be taken over, in the order of the document
 */
public record AutoconfigImport(List<AutoconfigProposal> proposals, List<AutoconfigProblem> problems) {
    /**
     * Copies the lists.
     *
     * @throws NullPointerException if a list or an element is null
     */
    public AutoconfigImport {
        proposals = List.copyOf(proposals);
        problems = List.copyOf(problems);
    }
}
