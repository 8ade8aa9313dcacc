package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.UserId;
import org.emailregistry.internal.decision.Author;
import org.emailregistry.internal.decision.CatalogWriter;
import org.emailregistry.internal.decision.Decision;
import org.emailregistry.internal.decision.Definition;
import org.emailregistry.internal.decision.DraftReview;
import org.emailregistry.internal.decision.Tokens;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.policy.Problem;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Change;
import org.emailregistry.store.JobPage;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.PurgeResult;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.text.Text;

/**
 * The operations of an administrator: managing the list of services, migration, maintenance, and history.
 *
 * <pre>{@code
 * EmailService acme = admin.add(ServiceDraft.named("Acme Mail")
 *         .withSmtp("smtp.acme.example:465", true)
 *         .withImap("imap.acme.example:993", ConnectionSecurity.TLS));
 *
 * ServiceDraft draft = ServiceDraft.from(acme).withImap("imap2.acme.example:993", ConnectionSecurity.TLS);
 * EditPlan plan = admin.planEdit(acme.id(), acme.revision(), draft);
 * // Show plan.changes(), plan.confirmations() and plan.accounts() to the administrator, then:
 * admin.edit(plan, plan.token());
 *
 * RemovalPlan removal = admin.planRemoval(acme.id());
 * // Show admin.usersOf(acme.id(), PageRequest.first(100)) to the administrator, then:
 * admin.remove(removal, removal.token());
 * }</pre>
 *
 * <p>Results reflect the current state of the store, not a cached copy; methods that read or write the store block
 * until the store has answered. Each change of the catalog is saved completely or not at all, raises the revision by
 * one, and is recorded in the history under the actor's name; a change that is already in effect saves nothing. The
 * library does not check whether the caller is an administrator. Thread-safe.
 *
 * @see EmailServiceRegistry#administration
 */
public final class Administration {
    private final Parts parts;
    private final Author author;

    Administration(Parts parts, Author author) {
        this.parts = parts;
        this.author = author;
    }

    /**
     * Returns an administration with the same actor that records a reason with each change.
     *
     * @param reason 1 to {@value Change#MAXIMUM_REASON_LENGTH} code points, not blank, without control characters and
     *     lone surrogates
     * @throws IllegalArgumentException if the reason is blank, too long, or contains a control character or lone
     *     surrogate
     */
    public Administration withReason(String reason) {
        requireNonNull(reason, "reason");
        Text.Flaw flaw = Text.flawOf(reason, Change.MAXIMUM_REASON_LENGTH);
        if (flaw != null) {
            throw new IllegalArgumentException("reason: " + flaw + "; must have 1 to " + Change.MAXIMUM_REASON_LENGTH
                    + " characters and no control characters");
        }
        return new Administration(parts, new Author(author.actor(), reason));
    }

    /** Returns all services, hidden ones included, at the current revision. */
    public Catalog catalog() {
        return parts.cache().fresh().catalog();
    }

    /**
     * Returns a service, hidden or not; empty if it does not exist, was removed, or is {@linkplain Catalog#invalid
     * invalid}.
     */
    public Optional<EmailService> service(ServiceId id) {
        requireNonNull(id, "id");
        ServiceEntry entry = parts.cache().fresh().entry(id);
        return entry == null ? Optional.empty() : entry.service();
    }

    /**
     * Returns all problems of a draft for a new service, warnings included. {@link #add} accepts the draft if no
     * problem is an error and the catalog does not change between the two calls.
     *
     * @return an unmodifiable list, empty if the draft has no problems
     */
    public List<Problem> review(ServiceDraft draft) {
        requireNonNull(draft, "draft");
        List<Problem> problems =
                new ArrayList<>(DraftReview.of(draft, parts.policy()).problems());
        DraftReview.nameTaken(
                        draft.name(), Optional.empty(), parts.cache().fresh().entries())
                .ifPresent(problems::add);
        return List.copyOf(problems);
    }

    /**
     * Tests the connection to the servers of a draft without logging in, and stores nothing. The draft does not need a
     * name. The test takes at most {@link EmailServiceRegistry.Builder#testDeadline}.
     *
     * @throws InvalidServiceException if the draft has errors other than those of its name
     * @throws IllegalStateException if the registry has no probe
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt status
     *     remains set
     */
    public ProbeReport test(ServiceDraft draft) {
        return test(draft, Optional.empty());
    }

    /**
     * Tests the connection to the servers of a draft, including a login, and stores nothing. The draft does not need a
     * name. The test takes at most {@link EmailServiceRegistry.Builder#testDeadline}.
     *
     * @param credentials the credentials for the login; closed by the caller
     * @throws InvalidServiceException if the draft has errors other than those of its name
     * @throws IllegalStateException if the registry has no probe, or the password is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt status
     *     remains set
     */
    public ProbeReport test(ServiceDraft draft, Credentials credentials) {
        return test(draft, Optional.of(requireNonNull(credentials, "credentials")));
    }

    private ProbeReport test(ServiceDraft draft, Optional<Credentials> credentials) {
        requireNonNull(draft, "draft");
        // A draft can be tested before it has a name.
        DraftReview review = DraftReview.of(draft.withName("-"), parts.policy());
        Definition definition = review.definition().orElseThrow(() -> new InvalidServiceException(review.problems()));
        return parts.tests().ofDraft(definition, credentials);
    }

    /**
     * Adds a corporate service. Adding the same draft again, for instance after a lost response, returns the service
     * that the first call added, as long as the history contains the entry of that call.
     *
     * @return the service as added, or in its current state if an earlier call added it
     * @throws InvalidServiceException if the draft has errors, or its name is taken
     * @throws UnknownServiceException if an earlier call added the service, and it is {@linkplain Catalog#invalid
     *     invalid} now, or was removed and purged
     * @throws IllegalStateException if an earlier call added the service, and its entry is purged from the history
     *     during this call
     */
    public EmailService add(ServiceDraft draft) {
        requireNonNull(draft, "draft");
        var id = new ServiceId(parts.ids().timeOrdered());
        CatalogWriter.Outcome outcome = write(Tokens.addition(draft), new Decision.Add(id, draft));
        ServiceId added = outcome.repeated() ? addedAt(outcome.revision()) : id;
        return known(outcome, added);
    }

    private ServiceId addedAt(long revision) {
        return parts.store().changes(revision - 1, 1).changes().stream()
                .filter(change -> change.revision() == revision && change.kind() == Change.Kind.ADDED)
                .flatMap(change -> change.service().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The draft was added at revision " + revision
                        + ", but the history no longer contains that revision: look for the service in the catalog"));
    }

    /**
     * Returns the effect of an edit, and changes nothing. A draft with errors gives a plan with
     * {@linkplain EditPlan#problems problems}, not an exception.
     *
     * @param seenRevision the {@link EmailService#revision} whose values the administrator's form showed
     * @throws StalePlanException if the draft differs from the current service, and the service was edited or its
     *     destinations were confirmed after that revision, or the catalog has not reached that revision; the exception
     *     contains a plan of the same draft for the current service
     * @throws UnknownServiceException if the service does not exist, or was removed
     * @throws StandardServiceException if the service is a standard service
     */
    public EditPlan planEdit(ServiceId id, long seenRevision, ServiceDraft draft) {
        requireNonNull(id, "id");
        requireNonNull(draft, "draft");
        Snapshot snapshot = parts.cache().fresh();
        ServiceEntry entry = snapshot.corporate(id);
        EditPlan plan = parts.planner().edit(snapshot.entries(), entry, draft);
        boolean seen = seenRevision >= entry.definedAt().revision()
                && seenRevision <= snapshot.version().revision();
        // A draft that equals the current service is accepted: it is a retry of an edit whose response was lost.
        boolean inForce = plan.changes().isEmpty() && plan.problems().stream().noneMatch(Problem::isError);
        if (!seen && !inForce) {
            throw new StalePlanException(plan);
        }
        return plan;
    }

    /**
     * Edits a service, provided that the edit needs no confirmation. Connected accounts use the new settings from now
     * on, without reconnecting; their open connections are cut if the servers or the trusted certificates change.
     * Repeating the call with the same plan changes nothing more.
     *
     * @return the service after the edit, or in its current state if an earlier call made this edit
     * @throws ConfirmationRequiredException if the edit needs confirmation
     * @throws StalePlanException if the service was edited, or its destinations confirmed, since the plan was made
     * @throws InvalidServiceException if the draft has errors, or its name is taken
     * @throws UnknownServiceException if the service was removed since the plan was made
     */
    public EmailService edit(EditPlan plan) {
        requireNonNull(plan, "plan");
        return edit(plan, Optional.empty());
    }

    /**
     * Edits a service as {@link #edit(EditPlan)} does, and confirms the changes in {@link EditPlan#confirmations}.
     *
     * @param token the {@link EditPlan#token} that was shown to the administrator
     * @return the service after the edit, or in its current state if an earlier call made this edit
     * @throws StalePlanException if the token belongs to another plan, or the service was edited, or its destinations
     *     confirmed, since the plan was made
     * @throws InvalidServiceException if the draft has errors, or its name is taken
     * @throws UnknownServiceException if the service was removed since the plan was made
     */
    public EmailService edit(EditPlan plan, String token) {
        requireNonNull(plan, "plan");
        requireNonNull(token, "token");
        return edit(plan, Optional.of(token));
    }

    private EmailService edit(EditPlan plan, Optional<String> token) {
        CatalogWriter.Outcome outcome = write(
                Tokens.edit(plan.service(), plan.definedAt(), plan.draft()),
                new Decision.Edit(plan, token.orElse(null)));
        return known(outcome, plan.service());
    }

    /**
     * Returns the effect of a removal, and changes nothing.
     *
     * @throws UnknownServiceException if the service does not exist, or was removed
     * @throws StandardServiceException if the service is a standard service
     */
    public RemovalPlan planRemoval(ServiceId id) {
        requireNonNull(id, "id");
        return parts.planner().removal(parts.cache().fresh().corporate(id));
    }

    /**
     * Returns a page of the users who have an account with a service, each once, ordered by id. Includes users of a
     * removed service; an unknown service has no users. A page can be shorter than its limit and still have a next
     * page.
     *
     * @throws IllegalArgumentException if the cursor does not come from this list
     */
    public Page<UserId> usersOf(ServiceId id, PageRequest wanted) {
        requireNonNull(id, "id");
        requireNonNull(wanted, "page");
        return parts.store().users(id, wanted);
    }

    /**
     * Removes a corporate service. Its accounts are kept, resolve to {@link Resolution.Reason#SERVICE_REMOVED} from now
     * on, and have their open connections cut. The removal is refused if an account arrived since the plan was made:
     * was connected, reconnected, adopted or attached to the service. Disconnecting an account does not make the plan
     * stale. Repeating the call with the same token changes nothing more.
     *
     * @param token the {@link RemovalPlan#token} that was shown to the administrator
     * @throws StalePlanException if, since the plan was made, an account arrived, the service was edited or its
     *     destinations were confirmed; or if the token belongs to another plan. The exception contains the current plan
     * @throws UnknownServiceException if the service does not exist, or was removed with another token
     * @throws StandardServiceException if the service is a standard service
     */
    public void remove(RemovalPlan plan, String token) {
        requireNonNull(plan, "plan");
        requireNonNull(token, "token");
        write("remove " + token, new Decision.Remove(plan.service(), token));
    }

    /**
     * Returns the servers of a service as they are stored, and changes nothing. The servers of a standard service are
     * those of {@link EmailServiceRegistry.Builder#standardServices}.
     *
     * @throws UnknownServiceException if the service does not exist, was removed, or its stored servers cannot be read
     */
    public DestinationPlan planDestinations(ServiceId id) {
        requireNonNull(id, "id");
        return parts.planner().destinations(parts.cache().fresh().existing(id));
    }

    /**
     * Confirms the stored servers of a service, for instance after a backup was restored: the registry then uses a row
     * that it {@linkplain Finding.RefusedRow refused}, and sends these servers also the credentials that were sealed
     * for them after the row was stored. Former servers stay confirmed only if the stored row was the result of a
     * decision. Repeating the call with the same token changes nothing more.
     *
     * @param token the {@link DestinationPlan#token} that was shown to the administrator
     * @return the service after the confirmation
     * @throws StalePlanException if the stored service changed since the plan was made, or the token belongs to another
     *     plan
     * @throws UnknownServiceException if the service does not exist, was removed, or its stored servers cannot be read
     */
    public EmailService confirmDestinations(DestinationPlan plan, String token) {
        requireNonNull(plan, "plan");
        requireNonNull(token, "token");
        return known(
                write("destinations " + token, new Decision.ConfirmDestinations(plan.service(), token)),
                plan.service());
    }

    /**
     * Hides a service from users: it is no longer offered, and users can neither connect accounts to it nor type its
     * hosts. Connected accounts keep working. Idempotent.
     *
     * @return the service after the change
     * @throws UnknownServiceException if the service does not exist, was removed, or is {@linkplain Catalog#invalid
     *     invalid}
     */
    public EmailService hide(ServiceId id) {
        return hide(id, true);
    }

    /**
     * Offers a hidden service to users again. Idempotent.
     *
     * @return the service after the change
     * @throws UnknownServiceException if the service does not exist, was removed, or is {@linkplain Catalog#invalid
     *     invalid}
     */
    public EmailService show(ServiceId id) {
        return hide(id, false);
    }

    private EmailService hide(ServiceId id, boolean hidden) {
        requireNonNull(id, "id");
        return known(write(parts.ids().random(), new Decision.Hide(id, hidden)), id);
    }

    private static EmailService known(CatalogWriter.Outcome outcome, ServiceId id) {
        return Optional.ofNullable(outcome.entries().get(id))
                .flatMap(ServiceEntry::lastKnown)
                .orElseThrow(() -> new UnknownServiceException(id));
    }

    /** Allows or forbids manual entry ("Other"). Existing manual accounts keep working. Idempotent. */
    public void allowManualEntry(boolean allowed) {
        write(parts.ids().random(), new Decision.AllowManualEntry(allowed));
    }

    private CatalogWriter.Outcome write(String operation, Decision decision) {
        return parts.writer().write(author, OptionalLong.empty(), operation, List.of(decision));
    }

    /**
     * Begins a batch of changes that {@link CatalogUpdate#apply} saves as one revision. Does not read the store.
     *
     * @param seenRevision the {@link Catalog#revision} that was shown to the administrator; {@link CatalogUpdate#apply}
     *     refuses the batch if the catalog has another revision
     */
    public CatalogUpdate update(long seenRevision) {
        return new CatalogUpdate(parts.writer(), parts.ids(), author, seenRevision);
    }

    /** Returns the operations on manual accounts: the accounts whose servers their users typed ("Other"). */
    public ManualAccounts manualAccounts() {
        return new ManualAccounts(parts.attacher(), author);
    }

    /**
     * Takes over accounts from an older table, each independently of the others. Accounts are taken over even if their
     * service is hidden, manual entry is forbidden, or the user then has more than
     * {@link EmailServiceRegistry.Builder#accountsPerUser} accounts. Typed servers are checked as if an administrator
     * had named them. Accounts that already exist are left unchanged, so that a migration can be repeated.
     *
     * @param accounts at most {@value RegistryStore#MAXIMUM_PAGE} accounts
     * @return one result per account, in the same order
     * @throws IllegalArgumentException if there are more than {@value RegistryStore#MAXIMUM_PAGE} accounts
     * @throws IllegalStateException if the password of a request is closed; no account is taken over then
     */
    public List<AdoptionResult> adopt(List<Adoption> accounts) {
        requireNonNull(accounts, "accounts");
        return parts.adopter().adopt(accounts);
    }

    /**
     * Deletes old data: entries of the history older than an instant, the credentials of accounts whose service was
     * removed before the instant, and services removed before the instant to which no account refers. Works in small
     * steps and can be repeated:
     *
     * <pre>{@code
     * Instant before = Instant.now().minus(Duration.ofDays(365));
     * while (admin.purge(before, 1000).more()) {}
     * }</pre>
     *
     * @param before the instant; data of this instant or later is kept
     * @param limit the maximum number of deletions per kind of data, 1 or more; the history is deleted by whole
     *     revisions
     * @return the numbers of deletions, and the accounts whose credentials could not be deleted yet
     * @throws IllegalArgumentException if the limit is below 1
     */
    public PurgeResult purge(Instant before, int limit) {
        requireNonNull(before, "before");
        Limits.require("limit", limit, Integer.MAX_VALUE);
        return parts.store().purge(before, limit);
    }

    /**
     * Replaces the name of an actor in the history by {@link Change#ERASED}. Together with {@link MailAccounts#forget}
     * it erases a person's data from the store.
     *
     * @param actor the name, compared exactly
     * @param limit the maximum number of entries to change, 1 or more
     * @return the number of entries changed; a number below the limit means that no entry with this actor is left
     * @throws IllegalArgumentException if the limit is below 1
     */
    public long eraseActor(String actor, int limit) {
        requireNonNull(actor, "actor");
        Limits.require("limit", limit, Integer.MAX_VALUE);
        return parts.store().eraseActor(actor, limit);
    }

    /**
     * Seals the credentials of a page of accounts again, with the newest key of the cipher and for the current servers
     * of their services. The call for the first page also signs, with the same key, the stored services and the setting
     * of manual entry that were signed with another key; it leaves out refused rows.
     *
     * <p>To replace a key of an {@link org.emailregistry.account.AesGcmCredentialCipher}, first give every node a
     * cipher that contains the new key before the current one, then a cipher that contains the new key last, which
     * makes it the newest. Then reseal all pages, and then remove the old key from the ciphers. After an interruption,
     * continue with the last cursor or start again. Remove the old key only when {@link #keysInUse} no longer
     * lists it. Credentials that cannot be opened are logged and left unchanged.
     *
     * @return the accounts whose credentials were resealed, the accounts whose credentials could not be resealed with
     *     the reason, and the request for the next page; accounts that were already up to date, or have no credentials,
     *     are in neither list
     * @throws IllegalStateException if the registry has no cipher
     * @throws IllegalArgumentException if the cursor does not come from this list
     */
    public JobPage reseal(PageRequest wanted) {
        requireNonNull(wanted, "page");
        parts.resealer().requireCipher();
        if (wanted.cursor().isEmpty()) {
            write(parts.ids().random(), new Decision.SealAnew());
        }
        return parts.resealer().reseal(wanted);
    }

    /**
     * Returns the keys that stored data needs, ordered by id; a key that the cipher lacks is among them. Reads the key
     * id of each account once, so that the cost grows with the number of accounts.
     */
    public List<KeyUse> keysInUse() {
        return parts.checkup().keysInUse();
    }

    /**
     * Returns how many accounts have failing logins, per service and outcome, as reported by
     * {@link MailAccounts#report}. Ordered by the id of the service, manual accounts first, and then by outcome;
     * combinations without accounts are left out. Reads maintained counts, so the cost does not depend on the number of
     * accounts.
     */
    public List<ServiceHealth> health() {
        return parts.store().health().stream()
                .map(row -> new ServiceHealth(
                        row.door().service(), Outcome.named(row.outcome()), row.failing(), row.since()))
                .sorted(Comparator.comparing((ServiceHealth h) ->
                                h.service().map(ServiceId::value).orElse(""))
                        .thenComparing(ServiceHealth::outcome))
                .toList();
    }

    /**
     * Returns a page of the history, newest entries first. All entries of one revision are on the same page, so a page
     * can be longer than its limit.
     *
     * @throws IllegalArgumentException if the cursor does not come from this list
     */
    public HistoryPage history(PageRequest wanted) {
        requireNonNull(wanted, "page");
        return parts.history().page(wanted);
    }
}
