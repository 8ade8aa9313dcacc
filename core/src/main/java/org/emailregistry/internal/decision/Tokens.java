package org.emailregistry.internal.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Door;
import org.emailregistry.text.Framing;

/**
 * Computes the tokens of plans and the ids of operations: digests without random parts, so that all nodes compute the
 * same.
 */
public final class Tokens {
    private Tokens() {}

    public static String edit(ServiceId id, CatalogVersion definedAt, ServiceDraft draft) {
        return digest("edit", id.value(), Long.toString(definedAt.revision()), definedAt.commitId(), content(draft));
    }

    static String removal(ServiceId id, CatalogVersion definedAt, Door door) {
        return digest(
                "remove",
                id.value(),
                Long.toString(definedAt.revision()),
                definedAt.commitId(),
                Long.toString(door.arrivals()));
    }

    static String destinations(ServiceEntry entry, EmailService stored) {
        List<String> parts = new ArrayList<>(List.of("destinations", entry.id().value()));
        parts.add(Long.toString(stored.revision()));
        parts.add(entry.definedAt().commitId());
        parts.add(Boolean.toString(stored.hidden()));
        Definition.of(stored).fields().forEach((field, value) -> {
            parts.add(field.name());
            parts.add(value);
        });
        return Framing.digest(parts);
    }

    public static String attachment(ServiceId id, CatalogVersion definedAt) {
        return digest("attach", id.value(), Long.toString(definedAt.revision()), definedAt.commitId());
    }

    /**
     * Returns the id of adding a draft, from its operation id and its content: a changed draft is another operation.
     */
    public static String addition(ServiceDraft draft) {
        return digest("add", draft.operation(), content(draft));
    }

    /** Returns a digest of the draft without its operation id. */
    private static String content(ServiceDraft draft) {
        List<String> parts = new ArrayList<>();
        parts.add(draft.name());
        draft.servers()
                .ifPresentOrElse(
                        servers -> parts.add(servers.toString()),
                        () -> parts.addAll(List.of(
                                draft.smtp().text(),
                                draft.smtp().security().toString(),
                                draft.imap().text(),
                                draft.imap().security().toString())));
        draft.authenticationMethods().stream().sorted().forEach(method -> parts.add(method.name()));
        parts.addAll(new TreeSet<>(draft.domains()));
        parts.add(draft.trustedCertificates().orElse(""));
        return Framing.digest(parts);
    }

    private static String digest(String... parts) {
        return Framing.digest(List.of(parts));
    }
}
