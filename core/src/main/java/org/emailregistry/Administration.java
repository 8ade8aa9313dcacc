package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.emailregistry.account.AccountId;
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
import org.emailregistry.store.ChangePage;
import org.emailregistry.store.Page;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.text.Text;

/**
 * What an administrator does. Always reads fresh; each change is all or nothing, and is recorded under the actor's name.
 * Thread-safe.
 */
public final class Administration {
    private final Parts parts;
    private final Author author;

    Administration(Parts parts, Author author) {
        this.parts = parts;
        this.author = author;
    }

    /**
     * The same, with a reason: what is done through it is recorded with these words, above all what was confirmed.
     *
     * @param reason 1 to {@value Change#MAXIMUM_REASON_LENGTH} characters, without control characters
     * @throws IllegalArgumentException if it is not such a text
     */
    public Administration because(String reason) {
        requireNonNull(reason, "reason");
        Text.Flaw flaw = Text.flawOf(reason, Change.MAXIMUM_REASON_LENGTH);
        if (flaw != null) {
            throw new IllegalArgumentException("reason: " + flaw);
        }
        return new Administration(parts, new Author(author.actor(), reason));
    }

    /** All services, hidden ones too. */
    public Catalog catalog() {
        return parts.cache().fresh().catalog();
    }

    /** A service, hidden or not; empty if there is none, if it was removed, or if it cannot be read. */
    public Optional<EmailService> service(ServiceId id) {
        requireNonNull(id, "id");
        ServiceEntry entry = parts.cache().fresh().entry(id);
        return entry == null ? Optional.empty() : entry.service();
    }

    /** All problems of a draft for a new service, warnings too; empty if there is nothing to say. */
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
     * Tests the servers of a draft, as an administrator, without storing anything.
     *
     * @param credentials to sign in with; without them the test ends before the login
     * @throws InvalidServiceException if the draft's servers or certificates cannot be read
     * @throws IllegalStateException if the registry has no probe
     */
    public ProbeReport test(ServiceDraft draft, Optional<Credentials> credentials) {
        requireNonNull(draft, "draft");
        requireNonNull(credentials, "credentials");
        // The test works before there is a name.
        DraftReview review = DraftReview.of(draft.name("-"), parts.policy());
        Definition definition = review.definition().orElseThrow(() -> new InvalidServiceException(review.problems()));
        return parts.tests().ofDraft(definition, credentials);
    }

    /**
     * Adds a corporate service. The same draft once more gives the same service.
     *
     * @throws InvalidServiceException if the draft cannot become a service; it carries every problem
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
                .flatMap(change -> change.service().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The history has lost revision " + revision));
    }

    /**
     * Says what an edit would do, and does nothing.
     *
     * @param seenRevision {@link EmailService#revision} as the form showed it
     * @throws StalePlanException if the service was edited since; with a plan of the same draft on what it is now
     * @throws UnknownServiceException if there is no such service
     * @throws StandardServiceException if it is a standard service
     */
    public EditPlan planEdit(ServiceId id, long seenRevision, ServiceDraft draft) {
        requireNonNull(id, "id");
        requireNonNull(draft, "draft");
        Snapshot snapshot = parts.cache().fresh();
        ServiceEntry entry = snapshot.corporate(id);
        EditPlan plan = parts.planner().edit(snapshot.entries(), entry, draft);
        boolean seen = seenRevision >= entry.definedAt().revision()
                && seenRevision <= snapshot.version().revision();
        // A draft that is in force already is the second attempt of an edit whose answer got lost.
        boolean inForce = plan.changes().isEmpty() && plan.problems().stream().noneMatch(Problem::isError);
        if (!seen && !inForce) {
            throw new StalePlanException(plan);
        }
        return plan;
    }

    /**
     * Edits a service; connected accounts go on with the new settings, without reconnecting.
     *
     * @throws ConfirmationRequiredException if the plan wants a confirmation
     * @throws StalePlanException if the service was edited since the plan
     * @throws InvalidServiceException if the draft cannot become a service
     * @throws UnknownServiceException if the service was removed since the plan
     */
    public EmailService edit(EditPlan plan) {
        requireNonNull(plan, "plan");
        return edit(plan, Optional.empty());
    }

    /**
     * Edits a service and confirms what the plan wants confirmed.
     *
     * @param token the token of the plan that the administrator saw
     * @throws StalePlanException if the token is not that of this plan, or the service was edited since the plan
     * @throws InvalidServiceException if the draft cannot become a service
     * @throws UnknownServiceException if the service was removed since the plan
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
     * Says what a removal would do, and does nothing.
     *
     * @throws UnknownServiceException if there is no such service
     * @throws StandardServiceException if it is a standard service
     */
    public RemovalPlan planRemoval(ServiceId id) {
        requireNonNull(id, "id");
        return parts.planner().removal(parts.cache().fresh().corporate(id));
    }

    /**
     * The users who have an account with a service, each once, by id.
     *
     * @param cursor empty for the first page, then what the page before gave
     * @param limit 1 to {@value RegistryStore#MAXIMUM_PAGE}; a page can be shorter, an empty {@code next} tells the last
     * @throws IllegalArgumentException if the limit is out of range, or the cursor is not one of these
     */
    public Page<UserId> usersOf(ServiceId id, Optional<String> cursor, int limit) {
        requireNonNull(id, "id");
        requireNonNull(cursor, "cursor");
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        return parts.store().users(id, cursor, limit);
    }

    /**
     * Removes a service. No account is deleted; each resolves to <em>service removed</em> from now on, and open connections
     * are cut. The same call once more changes nothing.
     *
     * @param token the token of a {@link RemovalPlan}
     * @throws StalePlanException if an account arrived, or the service was edited, since the plan
     * @throws UnknownServiceException if there is no such service
     * @throws StandardServiceException if it is a standard service
     */
    public void remove(ServiceId id, String token) {
        requireNonNull(id, "id");
        requireNonNull(token, "token");
        write("remove " + token, new Decision.Remove(id, token));
    }

    /**
     * Hides a service from users. Connected accounts go on.
     *
     * @throws UnknownServiceException if there is no such service
     */
    public EmailService hide(ServiceId id) {
        return hide(id, true);
    }

    /**
     * Shows a service to users again.
     *
     * @throws UnknownServiceException if there is no such service
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

    /** Allows or forbids manual entry ("Other"). Accounts with servers of their own go on. */
    public void allowManualEntry(boolean allowed) {
        write(parts.ids().random(), new Decision.AllowManualEntry(allowed));
    }

    private CatalogWriter.Outcome write(String operation, Decision decision) {
        return parts.writer().write(author, OptionalLong.empty(), operation, List.of(decision));
    }

    /**
     * Begins one Save for several decisions.
     *
     * @param seenRevision {@link Catalog#revision} as the page showed it; if it is another one by then, nothing is saved
     */
    public CatalogUpdate update(long seenRevision) {
        return new CatalogUpdate(parts.writer(), parts.ids(), author, seenRevision);
    }

    /** The accounts whose servers their users typed. */
    public ManualAccounts manualAccounts() {
        return new ManualAccounts(parts.attacher(), author);
    }

    /**
     * Takes over accounts from an older table, whether or not their services are hidden or manual entry is forbidden. The
     * servers of manual ones count as named by the administrator. Accounts that were taken over already are left alone, so
     * that a migration can be repeated.
     *
     * @param accounts at most {@value RegistryStore#MAXIMUM_PAGE}
     * @return what became of each, in the same order
     * @throws IllegalArgumentException if there are too many
     */
    public List<AdoptionResult> adopt(List<Adoption> accounts) {
        requireNonNull(accounts, "accounts");
        return parts.adopter().adopt(accounts);
    }

    /**
     * Forgets what is older than an instant: history, the credentials of accounts whose service was removed, and removed
     * services that no account refers to.
     *
     * @param limit the most of each kind to forget at once, 1 or more
     * @return how many were forgotten in all; 0 if nothing is left
     */
    public long purge(Instant before, int limit) {
        requireNonNull(before, "before");
        Limits.require(limit, Integer.MAX_VALUE);
        return parts.store().purge(before, limit);
    }

    /**
     * Puts {@link Change#ERASED} in place of an actor in the history. Together with {@link MailAccounts#forget} it leaves
     * nothing of a person.
     *
     * @param actor the name, compared exactly
     * @param limit in how many entries at once, 1 or more
     * @return in how many it was done; below the limit if none is left
     */
    public long eraseActor(String actor, int limit) {
        requireNonNull(actor, "actor");
        Limits.require(limit, Integer.MAX_VALUE);
        return parts.store().eraseActor(actor, limit);
    }

    /**
     * Seals the credentials of a page of accounts anew, with the newest key of the cipher and for the present servers of
     * their services; with the first page also what proves the services. To replace a key: give all nodes a ring that has
     * the new key, then one in which it is the newest, then reseal all pages, then drop the old key. Interrupted, it goes
     * on from the last cursor, or from the beginning. What cannot be opened is logged and stays as it is.
     *
     * @param cursor empty for the first page, then what the page before gave
     * @param limit 1 to {@value RegistryStore#MAXIMUM_PAGE}
     * @return the accounts that were sealed anew
     * @throws IllegalStateException if the registry has no cipher
     */
    public Page<AccountId> reseal(Optional<String> cursor, int limit) {
        requireNonNull(cursor, "cursor");
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        parts.resealer().requireCipher();
        if (cursor.isEmpty()) {
            write(parts.ids().random(), new Decision.SealAnew());
        }
        return parts.resealer().reseal(cursor, limit);
    }

    /**
     * How many accounts fail, by service and by what their last login came to, as {@link MailAccounts#report} was told; by
     * the id of the service, accounts with servers of their own first. Read from counts: the cost does not grow with the
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
     * The history after a revision, oldest first.
     *
     * @param limit 1 to {@value RegistryStore#MAXIMUM_PAGE}; the decisions of one Save stay together, so that the list can be
     *     longer
     */
    public List<Change> history(long afterRevision, int limit) {
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        return parts.store().changes(Math.max(0, afterRevision), limit).changes();
    }

    /**
     * The newest entries of the history, newest first.
     *
     * @param limit 1 to {@value RegistryStore#MAXIMUM_PAGE}
     */
    public List<Change> recentHistory(int limit) {
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        // Each revision has at least one entry, so that the last `limit` revisions hold what is wanted.
        long after = Math.max(0, parts.store().version().revision() - limit);
        List<Change> recent = new ArrayList<>();
        ChangePage page;
        do {
            page = parts.store().changes(after, limit);
            recent.addAll(page.changes());
            after = page.next();
        } while (!page.changes().isEmpty());
        Collections.reverse(recent);
        return List.copyOf(recent.subList(0, Math.min(limit, recent.size())));
    }
}
