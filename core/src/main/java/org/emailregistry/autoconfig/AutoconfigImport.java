package org.emailregistry.autoconfig;

import java.util.List;
import org.emailregistry.service.ServiceDraft;

/**
 * The result of reading an autoconfig document. A draft is a filled-in form: the administrator reviews it, and
 * {@code Administration.review} checks it like any other draft.
 *
 * @param drafts one per provider that has an SMTP or IMAP server with a host, or one per domain if the settings depend
 *     on the domain; at most 100 from one document
 * @param problems the parts that could not be taken over: first those found while parsing, then those of each provider;
 *     at most 1,000 from one document
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
