package org.emailregistry.workspace.api;

import java.util.List;
import java.util.Optional;
import org.emailregistry.Suggestion;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SetupHint;

/** The suggestion for an email address: an offered service, or servers for "Other". */
record SuggestionView(
        String name,
        Optional<String> service,
        ServiceView.Server smtp,
        ServiceView.Server imap,
        List<SetupHint> setup) {
    static SuggestionView of(Suggestion suggestion) {
        return new SuggestionView(
                suggestion.name(),
                suggestion.service().map(ServiceId::value),
                ServiceView.Server.of(suggestion.servers().smtp()),
                ServiceView.Server.of(suggestion.servers().imap()),
                suggestion.setup());
    }
}
