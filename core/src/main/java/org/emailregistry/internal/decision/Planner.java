package org.emailregistry.internal.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.Confirmation;
import org.emailregistry.DestinationPlan;
import org.emailregistry.EditPlan;
import org.emailregistry.FieldChange;
import org.emailregistry.RemovalPlan;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.internal.snapshot.Defect;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.vault.Destination;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.store.Door;
import org.emailregistry.store.RegistryStore;

/** Plans edits and removals on one state of the catalog. */
public final class Planner {
    private final RegistryStore store;
    private final ConnectionPolicy policy;

    public Planner(RegistryStore store, ConnectionPolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    public EditPlan edit(Collection<ServiceEntry> entries, ServiceEntry entry, ServiceDraft draft) {
        DraftReview review = DraftReview.of(draft, policy);
        List<Problem> problems = new ArrayList<>(review.problems());
        DraftReview.nameTaken(draft.name(), Optional.of(entry.id()), entries).ifPresent(problems::add);
        Optional<Definition> next = review.definition();
        Optional<Definition> now = entry.service().map(Definition::of);
        return new EditPlan(
                entry.id(),
                draft,
                entry.definedAt(),
                next.map(n -> changes(now, n)).orElse(List.of()),
                problems,
                next.map(n -> confirmations(now, n)).orElse(List.of()),
                door(entry).accounts(),
                Tokens.edit(entry.id(), entry.definedAt(), draft));
    }

    public RemovalPlan removal(ServiceEntry entry) {
        return removal(entry, door(entry));
    }

    Door door(ServiceEntry entry) {
        return store.door(entry.door());
    }

    public static RemovalPlan removal(ServiceEntry entry, Door door) {
        return new RemovalPlan(
                entry.id(), entry.name(), door.accounts(), Tokens.removal(entry.id(), entry.definedAt(), door));
    }

    public DestinationPlan destinations(ServiceEntry entry) {
        return destinations(entry, door(entry));
    }

    /**
     * Plans a confirmation of the stored destinations.
     *
     * @throws UnknownServiceException if the stored servers cannot be read
     */
    static DestinationPlan destinations(ServiceEntry entry, Door door) {
        EmailService stored = entry.stored().orElseThrow(() -> new UnknownServiceException(entry.id()));
        return new DestinationPlan(
                entry.id(),
                stored.name(),
                stored.servers(),
                stored.trustedCertificates(),
                stored.hidden(),
                entry.defect().map(Defect::text),
                door.accounts(),
                Tokens.destinations(entry, stored));
    }

    static List<FieldChange> changes(Optional<Definition> before, Definition after) {
        Map<Field, String> old = before.map(Definition::fields).orElse(Map.of());
        List<FieldChange> changes = new ArrayList<>();
        after.fields().forEach((field, value) -> {
            String was = old.getOrDefault(field, "");
            if (!was.equals(value)) {
                changes.add(new FieldChange(field, was, value));
            }
        });
        return changes;
    }

    /**
     * Returns the changes that send credentials to another host, protect them less, or trust other certificates. If the
     * stored service is unreadable, both hosts count as changed.
     */
    static List<Confirmation> confirmations(Optional<Definition> before, Definition after) {
        List<Confirmation> all = new ArrayList<>();
        Optional<Destination> smtp = before.map(Definition::smtp);
        Optional<Destination> imap = before.map(Definition::imap);
        addHost(all, Confirmation.Kind.SMTP_HOST, smtp, after.smtp());
        addHost(all, Confirmation.Kind.IMAP_HOST, imap, after.imap());
        addSecurity(all, Confirmation.Kind.SMTP_SECURITY, smtp, after.smtp());
        addSecurity(all, Confirmation.Kind.IMAP_SECURITY, imap, after.imap());
        String trust = imap.map(Destination::trustedCertificates).orElse("-");
        if (!trust.equals(after.imap().trustedCertificates())) {
            all.add(new Confirmation(
                    Confirmation.Kind.TRUSTED_CERTIFICATES, trust, after.imap().trustedCertificates()));
        }
        return all;
    }

    private static void addHost(
            List<Confirmation> all, Confirmation.Kind kind, Optional<Destination> before, Destination after) {
        String host = before.map(d -> d.host().toString()).orElse("");
        if (!host.equals(after.host().toString())) {
            all.add(new Confirmation(kind, host, after.host().toString()));
        }
    }

    private static void addSecurity(
            List<Confirmation> all, Confirmation.Kind kind, Optional<Destination> before, Destination after) {
        before.filter(d -> !after.floor().atLeast(d.floor()))
                .ifPresent(d -> all.add(
                        new Confirmation(kind, d.floor().name(), after.floor().name())));
    }
}
