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
import org.emailregistry.EditPlan;
import org.emailregistry.FieldChange;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.RemovalPlan;
import org.emailregistry.StalePlanException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.account.Sealed;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.ServiceRows;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.internal.vault.ServiceSignatures;
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
import org.jspecify.annotations.Nullable;

/**
 * Applies decisions to one snapshot, one after the other, and builds a commit. Not thread-safe; an instance builds one
 * commit.
 */
public final class CommitDraft {
    private final Snapshot snapshot;
    private final ConnectionPolicy policy;
    private final ServiceSignatures signatures;
    private final Author author;
    private final CatalogVersion next;
    private final Instant now;

    private final Map<ServiceId, ServiceEntry> entries = new LinkedHashMap<>();
    private final Map<ServiceId, ServiceRow> rows = new LinkedHashMap<>();
    private final Map<ServiceId, Long> expectedArrivals = new HashMap<>();
    private final Set<ServiceId> named = new LinkedHashSet<>();
    private final List<Change> changes = new ArrayList<>();
    private boolean manualEntryAllowed;

    CommitDraft(
            Snapshot snapshot,
            ConnectionPolicy policy,
            ServiceSignatures signatures,
            Author author,
            String commitId,
            Instant now) {
        this.snapshot = snapshot;
        this.policy = policy;
        this.signatures = signatures;
        this.author = author;
        this.next = new CatalogVersion(snapshot.version().revision() + 1, commitId);
        Instant micros = now.truncatedTo(ChronoUnit.MICROS);
        Instant before = snapshot.state().changedAt();
        this.now = micros.isBefore(before) ? before : micros;
        this.manualEntryAllowed = snapshot.state().manualEntry().allowed();
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
        define(add.id(), definition, List.of(), false);
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
        define(entry.id(), after, List.copyOf(former), entry.hidden());
        record(
                Change.Kind.EDITED,
                entry.id(),
                different,
                confirmations.stream().map(c -> c.kind().name()).toList());
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

    private void define(ServiceId id, Definition definition, List<String> former, boolean hidden) {
        ServiceDefinition written = ServiceRows.write(
                definition.name(),
                definition.servers(),
                definition.authenticationMethods(),
                definition.domains(),
                definition.trustedCertificates(),
                former,
                next);
        var row = new ServiceRow(
                id, Optional.of(signatures.signed(id, written)), hidden, next.revision(), Optional.empty());
        put(row, ServiceEntry.of(definition.service(id, hidden, next.revision()), Optional.of(row), false));
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
        var row = new ServiceRow(before.id(), before.definition(), before.hidden(), next.revision(), Optional.of(now));
        put(row, ServiceEntry.without(row, entry.name(), Optional.empty()));
        record(Change.Kind.REMOVED, entry.id(), List.of(), List.of());
    }

    private void hide(Decision.Hide hide) {
        ServiceEntry entry = Snapshot.existing(entries, hide.id());
        if (entry.service().isEmpty()) {
            throw new UnknownServiceException(hide.id());
        }
        if (entry.hidden() == hide.hidden()) {
            return;
        }
        var row = new ServiceRow(
                entry.id(),
                entry.row().flatMap(ServiceRow::definition),
                hide.hidden(),
                next.revision(),
                Optional.empty());
        put(row, entry.decided(row));
        record(hide.hidden() ? Change.Kind.HIDDEN : Change.Kind.SHOWN, entry.id(), List.of(), List.of());
    }

    private void allowManualEntry(Decision.AllowManualEntry allow) {
        if (allow.allowed() != manualEntryAllowed) {
            manualEntryAllowed = allow.allowed();
            record(
                    allow.allowed() ? Change.Kind.MANUAL_ENTRY_ALLOWED : Change.Kind.MANUAL_ENTRY_FORBIDDEN,
                    null,
                    List.of(),
                    List.of());
        }
    }

    /**
     * Signs again each definition that was not signed with the newest key. Plans do not become stale, because no
     * definition changes.
     */
    private void sealAnew() {
        for (ServiceEntry entry : List.copyOf(entries.values())) {
            Optional<ServiceDefinition> definition =
                    entry.row().filter(row -> entry.service().isPresent()).flatMap(ServiceRow::definition);
            Optional<Sealed> old = definition.flatMap(ServiceDefinition::proof);
            if (old.isPresent()) {
                ServiceDefinition anew = signatures.signed(entry.id(), definition.get());
                if (!anew.proof().map(Sealed::keyId).equals(old.map(Sealed::keyId))) {
                    var row = new ServiceRow(
                            entry.id(), Optional.of(anew), entry.hidden(), next.revision(), Optional.empty());
                    put(row, entry.decided(row));
                    record(Change.Kind.SEALED_ANEW, entry.id(), List.of(), List.of());
                }
            }
        }
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
        manual.ifPresent(row -> doors.put(
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
     * Returns the row of manual entry with a new door revision if manual entry is allowed or forbidden, or the set of
     * hidden hosts changes; otherwise empty.
     */
    private Optional<ManualEntryRow> manualEntry() {
        boolean switched = manualEntryAllowed != snapshot.state().manualEntry().allowed();
        boolean hostsMoved = !Snapshot.hiddenHosts(entries.values()).equals(snapshot.hiddenHosts());
        return switched || hostsMoved
                ? Optional.of(new ManualEntryRow(manualEntryAllowed, next.revision()))
                : Optional.empty();
    }
}
