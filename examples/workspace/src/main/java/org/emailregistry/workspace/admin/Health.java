package org.emailregistry.workspace.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.Administration;
import org.emailregistry.ServiceHealth;
import org.emailregistry.service.ServiceId;
import org.emailregistry.workspace.form.Texts;

/**
 * Texts about the failing mailboxes of each service.
 *
 * @param failures the texts by service; the empty key is for mailboxes with typed servers
 */
record Health(Map<Optional<ServiceId>, List<String>> failures) {
    static Health of(Administration administration, Texts texts) {
        Map<Optional<ServiceId>, List<String>> failures = new HashMap<>();
        for (ServiceHealth health : administration.health()) {
            failures.computeIfAbsent(health.service(), service -> new ArrayList<>())
                    .add(texts.of(
                            health.failing() == 1 ? "health.one" : "health.many",
                            health.failing(),
                            texts.time(health.since()),
                            texts.of(health.outcome())));
        }
        return new Health(failures);
    }

    List<String> of(ServiceId service) {
        return failures.getOrDefault(Optional.of(service), List.of());
    }

    List<String> ofServersTypedByHand() {
        return failures.getOrDefault(Optional.empty(), List.of());
    }
}
