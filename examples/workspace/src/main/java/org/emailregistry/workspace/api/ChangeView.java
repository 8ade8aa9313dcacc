package org.emailregistry.workspace.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Change;

/** One entry of the history. */
record ChangeView(
        long revision,
        Instant instant,
        String actor,
        Change.Kind kind,
        Optional<String> service,
        String name,
        Map<String, String> before,
        Map<String, String> after,
        List<String> confirmed) {
    static ChangeView of(Change change) {
        return new ChangeView(
                change.revision(),
                change.instant(),
                change.actor(),
                change.kind(),
                change.service().map(ServiceId::value),
                change.name(),
                change.before(),
                change.after(),
                change.confirmed());
    }
}
