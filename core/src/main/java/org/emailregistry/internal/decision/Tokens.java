package org.emailregistry.internal.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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
