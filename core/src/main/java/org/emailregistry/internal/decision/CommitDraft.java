package org.emailregistry.internal.decision;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.emailregistry.Confirmation;
import org.emailregistry.ConfirmationRequiredException;
import org.emailregistry.DestinationPlan;
import org.emailregistry.EditPlan;
import org.emailregistry.FieldChange;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.RemovalPlan;
import org.emailregistry.StalePlanException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.account.Sealed;
import org.emailregistry.internal.Terms;
import org.emailregistry.internal.snapshot.Defect;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.ServiceRows;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.internal.vault.Signatures;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorDecision;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.ManualEntryRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Applies decisions to one snapshot, one after the other, and builds a commit. Not thread-safe; an instance builds one
 * commit.
 */
public final class CommitDraft {
    private final Snapshot snapshot;
    private final ConnectionPolicy policy;
    private final Signatures signatures;
    private final Author author;
    private final CatalogVersion next;
    private final Instant now;

    private final Map<ServiceId, ServiceEntry> entries = new LinkedHashMap<>();
    private final Map<ServiceId, ServiceRow> rows = new LinkedHashMap<>();
    private final Map<ServiceId, Long> expectedArrivals = new HashMap<>();
    private final Set<ServiceId> named = new LinkedHashSet<>();
    private final List<Change> changes = new ArrayList<>();
    private Optional<Boolean> manualEntryDecided = Optional.empty();

    CommitDraft(
            Snapshot snapshot,
            ConnectionPolicy policy,
            Signatures signatures,
            Author author,
            String commitId,
            Instant now) {
        this.snapshot = snapshot;
        this.policy = policy;
        this.signatures = signatures;
        this.author = author;
        if (snapshot.version().revision() == Long.MAX_VALUE) {
            throw new StoreException(
                    StoreException.Kind.UNAVAILABLE,
                    "The stored revision of the catalog is the maximum (" + Long.MAX_VALUE
                            + "), so no change can be saved: the revision was altered in the database.",
                    null);
        }
        this.next = new CatalogVersion(snapshot.version().revision() + 1, commitId);
        Instant micros = now.truncatedTo(ChronoUnit.MICROS);
        Instant before = snapshot.state().changedAt();
        this.now = micros.isBefore(before) ? before : micros;
        snapshot.entries().forEach(entry -> entries.put(entry.id(), entry));
    }

    void apply(Decision decision) {
        if (decision instanceof Decision.Add add) {
            add(add);
        } else if (decision instanceof Decision.Edit edit) {
            edit(edit);
        } else if (decision instanceof Decision.Hide hide) {
            hide(hide);
        } else if (decision instanceof Decision.AllowManualEntry allow) {
            allowManualEntry(allow);
        } else if (decision instanceof Decision.Attach attach) {
            record(
                    Change.Kind.ACCOUNTS_ATTACHED,
                    Snapshot.existing(entries, attach.id()).id(),
                    List.of(),
                    List.of());
        } else if (decision instanceof Decision.SealAnew) {
            sealAnew();
        } else {
            throw new IllegalStateException("unhandled decision: " + decision);
        }
    }

    private void add(Decision.Add add) {
        Definition definition =
                valid(DraftReview.of(add.draft(), policy), add.draft().name(), add.id());
        named.add(add.id());
        define(add.id(), definition, List.of(), false, Terms.NONE.with(Destinations.DESTINED, next.revision()));
        record(Change.Kind.ADDED, add.id(), Planner.changes(Optional.empty(), definition), List.of());
    }

    private void edit(Decision.Edit edit) {
        EditPlan plan = edit.plan();
        ServiceEntry entry = Snapshot.corporate(entries, plan.service());
        Definition after =
                valid(DraftReview.of(plan.draft(), policy), plan.draft().name(), entry.id());
        Optional<Definition> before = entry.service().map(Definition::of);
        List<FieldChange> different = Planner.changes(before, after);
        if (different.isEmpty()) {
            return;
        }
        List<Confirmation> confirmations = Planner.confirmations(before, after);
        if (!confirmations.isEmpty() && edit.token() == null) {
            throw new ConfirmationRequiredException(new EditPlan(
                    entry.id(),
                    plan.draft(),
                    plan.definedAt(),
                    different,
                    plan.problems(),
                    confirmations,
                    plan.accounts(),
                    plan.token()));
        }
        Set<String> former = new LinkedHashSet<>(entry.formerDestinations());
        if (!confirmations.isEmpty()) {
            entry.home().ifPresent(home -> {
                former.add(home.smtp());
                former.add(home.imap());
            });
        }
        named.add(entry.id());
        define(entry.id(), after, List.copyOf(former), entry.hidden(), termsAfter(entry, after));
        record(
                Change.Kind.EDITED,
                entry.id(),
                different,
                confirmations.stream().map(c -> c.kind().name()).toList());
    }

    private Terms termsAfter(ServiceEntry before, Definition after) {
        if (before.home().isEmpty()) {
            return confirmedAnew(before);
        }
        boolean same = before.home().get().smtp().equals(after.smtp().toString())
                && before.home().get().imap().equals(after.imap().toString());
        return same ? before.terms() : numbered(before.terms());
    }

    private Terms numbered(Terms before) {
        long destined = before.number(Destinations.DESTINED);
        return before.with(Destinations.DESTINED, Math.max(next.revision(), destined + 1));
    }

    private Terms confirmedAnew(ServiceEntry entry) {
        return confirmedAnew(entry.terms(), Optional.of(entry.id()));
    }

    /**
     * Returns the terms with a number of the destinations above every number used so far, also above those that a
     * restored catalog has forgotten: the present instant, in milliseconds, which no revision ever reaches.
     */
    private Terms confirmedAnew(Terms terms, Optional<ServiceId> service) {
        long used =
                Math.max(terms.number(Destinations.DESTINED), snapshot.seen().destined(service));
        return terms.with(Destinations.DESTINED, Math.max(now.toEpochMilli(), used + 1));
    }

    /**
     * Returns the present entry of the service if an edit is stale: planned on another state of the service, or
     * confirmed with the token of another edit. Empty if the edit is fresh.
     */
    Optional<ServiceEntry> superseded(Decision.Edit edit) {
        EditPlan plan = edit.plan();
        ServiceEntry entry = Snapshot.corporate(entries, plan.service());
        // Computed from the draft: the token in the plan may belong to another draft.
        String token = Tokens.edit(entry.id(), entry.definedAt(), plan.draft());
        String confirmed = edit.token() == null ? plan.token() : edit.token();
        boolean fresh = plan.definedAt().equals(entry.definedAt()) && confirmed.equals(token);
        return fresh ? Optional.empty() : Optional.of(entry);
    }

    private void define(ServiceId id, Definition definition, List<String> former, boolean hidden, Terms terms) {
        ServiceDefinition written = ServiceRows.write(
                definition.name(),
                definition.servers(),
                definition.authenticationMethods(),
                definition.domains(),
                definition.trustedCertificates(),
                former,
                next);
        ServiceRow row = row(id, Optional.of(written), hidden, Optional.empty(), terms);
        put(row, ServiceEntry.corporate(definition.service(id, hidden, next.revision()), row));
    }

    private ServiceRow row(
            ServiceId id,
            Optional<ServiceDefinition> definition,
            boolean hidden,
            Optional<Instant> removedAt,
            Terms terms) {
        return signatures.signed(
                new ServiceRow(id, definition, hidden, next.revision(), removedAt, terms.toString(), Optional.empty()));
    }

    private Definition valid(DraftReview review, String name, ServiceId own) {
        return review.definition().orElseThrow(() -> {
            List<Problem> all = new ArrayList<>(review.problems());
            DraftReview.nameTaken(name, Optional.of(own), entries.values()).ifPresent(all::add);
            return new InvalidServiceException(all);
        });
    }

    /**
     * Removes a service.
     *
     * @param door the service's door, read after the snapshot
     */
    void remove(Decision.Remove remove, Door door) {
        ServiceEntry entry = Snapshot.corporate(entries, remove.id());
        RemovalPlan plan = Planner.removal(entry, door);
        if (!plan.token().equals(remove.token())) {
            throw new StalePlanException(plan);
        }
        expectedArrivals.put(entry.id(), door.arrivals());
        ServiceRow before = entry.row().orElseThrow();
        Terms terms = entry.defect().isPresent() ? confirmedAnew(entry) : entry.terms();
        ServiceRow row = row(before.id(), before.definition(), before.hidden(), Optional.of(now), terms);
        put(row, entry.removed(row));
        record(Change.Kind.REMOVED, entry.id(), List.of(), List.of());
    }

    /**
     * Confirms the stored destinations of a service anew.
     *
     * @param door the service's door, read after the snapshot
     */
    void confirm(Decision.ConfirmDestinations confirm, Door door) {
        DestinationPlan plan = Planner.destinations(Snapshot.existing(entries, confirm.id()), door);
        if (!plan.token().equals(confirm.token())) {
            throw new StalePlanException(plan);
        }
        ServiceEntry entry = Snapshot.existing(entries, confirm.id());
        Optional<ServiceDefinition> definition = entry.row()
                .flatMap(ServiceRow::definition)
                .map(stored -> stored.confirmed(entry.formerDestinations(), next));
        ServiceRow row = row(entry.id(), definition, entry.hidden(), Optional.empty(), confirmedAnew(entry));
        put(row, entry.decided(row));
        record(Change.Kind.DESTINATIONS_CONFIRMED, entry.id(), List.of(), List.of());
    }

    private void hide(Decision.Hide hide) {
        ServiceEntry entry = Snapshot.existing(entries, hide.id());
        if (entry.service().isEmpty()) {
            throw new UnknownServiceException(hide.id());
        }
        if (entry.hidden() == hide.hidden()) {
            return;
        }
        ServiceRow row = row(
                entry.id(),
                entry.row().flatMap(ServiceRow::definition),
                hide.hidden(),
                Optional.empty(),
                entry.terms());
        put(row, entry.decided(row));
        record(hide.hidden() ? Change.Kind.HIDDEN : Change.Kind.SHOWN, entry.id(), List.of(), List.of());
    }

    private void allowManualEntry(Decision.AllowManualEntry allow) {
        // A setting that is not trusted forbids manual entry until an administrator decides again, either way.
        boolean untrusted =
                manualEntryDecided.isEmpty() && snapshot.manualEntryDefect().isPresent();
        if (untrusted || allow.allowed() != manualEntryDecided.orElse(snapshot.manualEntryAllowed())) {
            manualEntryDecided = Optional.of(allow.allowed());
            record(
                    allow.allowed() ? Change.Kind.MANUAL_ENTRY_ALLOWED : Change.Kind.MANUAL_ENTRY_FORBIDDEN,
                    null,
                    List.of(),
                    List.of());
        }
    }

    /**
     * Signs again each trusted row that was signed with another key than the newest. The rows keep their revisions, and
     * plans stay fresh: nothing is decided, and a row that is older than others have seen stays so.
     */
    private void sealAnew() {
        for (ServiceEntry entry : List.copyOf(entries.values())) {
            Optional<ServiceRow> old = entry.row().filter(row -> entry.defect().isEmpty());
            if (old.isPresent() && old.get().proof().isPresent()) {
                ServiceRow before = old.get();
                ServiceRow row = signatures.signed(before);
                if (otherKey(before.proof(), row.proof())) {
                    put(row, before.removedAt().isPresent() ? entry.removed(row) : entry.decided(row));
                    record(Change.Kind.SEALED_ANEW, entry.id(), List.of(), List.of());
                }
            }
        }
        // Every commit signs manual entry anew if necessary; this one has an entry of its own only if it does nothing
        // else.
        boolean signed = snapshot.state().manualEntry().proof().isPresent();
        if (changes.isEmpty() && signed && manualEntry().isPresent()) {
            record(Change.Kind.SEALED_ANEW, null, List.of(), List.of());
        }
    }

    private static boolean otherKey(Optional<Sealed> before, Optional<Sealed> after) {
        return !after.map(Sealed::keyId).equals(before.map(Sealed::keyId));
    }

    private void put(ServiceRow row, ServiceEntry entry) {
        rows.put(row.id(), row);
        entries.put(row.id(), entry);
    }

    private void record(
            Change.Kind kind, @Nullable ServiceId service, List<FieldChange> different, List<String> confirmed) {
        Optional<ServiceId> id = Optional.ofNullable(service);
        String name = id.map(entries::get).map(ServiceEntry::name).orElse("");
        changes.add(new Change(
                next.revision(),
                now,
                author.actor(),
                kind,
                id,
                name,
                byField(different, FieldChange::before),
                byField(different, FieldChange::after),
                confirmed,
                author.reason()));
    }

    private static Map<String, String> byField(List<FieldChange> different, Function<FieldChange, String> value) {
        return different.stream().collect(toMap(change -> change.field().name(), value));
    }

    /** Returns the entries as they are after the commit. */
    Map<ServiceId, ServiceEntry> entries() {
        return entries;
    }

    /** Returns the commit; empty if the decisions change nothing. */
    Optional<CatalogCommit> build(String operation) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        requireUniqueNames();
        Map<String, DoorDecision> doors = new TreeMap<>();
        for (ServiceId id : rows.keySet()) {
            ServiceEntry entry = entries.get(id);
            if (entry != null) {
                Long arrivals = expectedArrivals.get(id);
                doors.put(
                        id.value(),
                        new DoorDecision(
                                entry.door(),
                                entry.definedAt().revision(),
                                entry.open(),
                                arrivals == null ? OptionalLong.empty() : OptionalLong.of(arrivals)));
            }
        }
        Optional<ManualEntryRow> manual = manualEntry();
        manual.filter(row -> row.doorRevision() == next.revision())
                .ifPresent(row -> doors.put(
                        "", new DoorDecision(DoorId.MANUAL, row.doorRevision(), row.allowed(), OptionalLong.empty())));
        return Optional.of(new CatalogCommit(
                snapshot.version(),
                next,
                now,
                operation,
                List.copyOf(rows.values()),
                manual,
                List.copyOf(doors.values()),
                changes));
    }

    /** Compares names after all decisions, so that one batch may give the name of a service to another. */
    private void requireUniqueNames() {
        List<Problem> taken = named.stream()
                .map(entries::get)
                .flatMap(entry -> Optional.ofNullable(entry).stream())
                .filter(ServiceEntry::exists)
                .flatMap(entry ->
                        DraftReview.nameTaken(entry.name(), Optional.of(entry.id()), entries.values()).stream())
                .toList();
        if (!taken.isEmpty()) {
            throw new InvalidServiceException(taken);
        }
    }

    /**
     * Returns the row of manual entry if it has to be written: with the next door revision if the switch or the set of
     * hidden hosts changes; with the present one if it was not signed with the newest key. A setting that is not
     * trusted is written only if an administrator decides it.
     */
    private Optional<ManualEntryRow> manualEntry() {
        ManualEntryRow stored = snapshot.state().manualEntry();
        Optional<Defect> defect = snapshot.manualEntryDefect();
        if (manualEntryDecided.isPresent()) {
            Terms before = defect.isEmpty() ? Terms.parse(stored.terms()) : Terms.NONE;
            Terms terms = defect.isEmpty() ? numbered(before) : confirmedAnew(before, Optional.empty());
            return Optional.of(manualEntry(manualEntryDecided.get(), next.revision(), terms.toString()));
        }
        if (defect.isPresent()) {
            // Signed with a later revision, an older setting would pass for the newest.
            return Optional.empty();
        }
        if (!Snapshot.hiddenHosts(entries.values()).equals(snapshot.hiddenHosts())) {
            return Optional.of(manualEntry(stored.allowed(), next.revision(), stored.terms()));
        }
        ManualEntryRow signed = signatures.signed(stored);
        return otherKey(stored.proof(), signed.proof()) ? Optional.of(signed) : Optional.empty();
    }

    private ManualEntryRow manualEntry(boolean allowed, long doorRevision, String terms) {
        return signatures.signed(new ManualEntryRow(allowed, doorRevision, terms, Optional.empty()));
    }
}
