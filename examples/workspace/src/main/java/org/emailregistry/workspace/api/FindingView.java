package org.emailregistry.workspace.api;

import java.util.Optional;
import org.emailregistry.Finding;
import org.emailregistry.KeyUse;
import org.emailregistry.service.ServiceId;

/** Something that an operator should know. The kind decides which properties there are besides the message. */
record FindingView(
        Finding.Kind kind,
        String message,
        Optional<String> service,
        Optional<String> name,
        Optional<String> reason,
        Optional<KeyUse> key) {
    static FindingView of(Finding finding) {
        if (finding instanceof Finding.InvalidService invalid) {
            return row(invalid, Optional.of(invalid.service()), invalid.name(), invalid.reason());
        } else if (finding instanceof Finding.RefusedRow refused) {
            return row(refused, refused.service(), refused.name(), refused.reason());
        }
        Optional<KeyUse> key = finding instanceof Finding.KeyInUse use ? Optional.of(use.use()) : Optional.empty();
        return new FindingView(
                finding.kind(), finding.message(), Optional.empty(), Optional.empty(), Optional.empty(), key);
    }

    /** Without a service, the row is that of manual entry, which has no name. */
    private static FindingView row(Finding finding, Optional<ServiceId> service, String name, String reason) {
        return new FindingView(
                finding.kind(),
                finding.message(),
                service.map(ServiceId::value),
                service.map(id -> name),
                Optional.of(reason),
                Optional.empty());
    }
}
