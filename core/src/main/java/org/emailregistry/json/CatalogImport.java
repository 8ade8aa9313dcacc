package org.emailregistry.json;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.Administration;
import org.emailregistry.CatalogUpdate;
import org.emailregistry.EditPlan;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.text.Framing;

/**
 * What a file would change. Nothing is changed before {@link #apply}. To be used by one thread.
 *
 * <p>Where page and confirmation are two web requests, the second one plans from the same file again and applies that plan
 * with the token of the first.
 */
public final class CatalogImport {
    private final Administration administration;
    private final long revision;
    private final List<JsonProblem> problems;
    private final List<Addition> additions;
    private final List<EditPlan> changed;
    private final List<EmailService> left;
    private final List<ServiceId> hidden;
    private final List<ServiceId> shown;
    private final Optional<Boolean> manualEntry;
    private final String token;
    private Optional<CatalogUpdate> update = Optional.empty();

    /** A service that the file would add. */
    record Addition(ServiceDraft draft, boolean hidden) {}

    CatalogImport(
            Administration administration,
            long revision,
            List<JsonProblem> problems,
            List<Addition> additions,
            List<EditPlan> changed,
            List<EmailService> left,
            List<ServiceId> hidden,
            List<ServiceId> shown,
            Optional<Boolean> manualEntry) {
        this.administration = administration;
        this.revision = revision;
        this.problems = List.copyOf(problems);
        this.additions = List.copyOf(additions);
        this.changed = List.copyOf(changed);
        this.left = List.copyOf(left);
        this.hidden = List.copyOf(hidden);
        this.shown = List.copyOf(shown);
        this.manualEntry = manualEntry;
        this.token = digest();
    }

    /** The revision of the catalog that this was planned on. */
    public long revision() {
        return revision;
    }

    /** What is wrong with the file, warnings too, each with its place. With an error among them nothing can be applied. */
    public List<JsonProblem> problems() {
        return problems;
    }

    /** Whether no problem is an error. */
    public boolean isAcceptable() {
        return problems.stream().noneMatch(JsonProblem::isError);
    }

    /** Corporate services that would be added. */
    public List<ServiceDraft> added() {
        return additions.stream().map(Addition::draft).toList();
    }

    /** Corporate services that would be edited: what would be different, who follows, and what the token confirms. */
    public List<EditPlan> changed() {
        return changed;
    }

    /** Corporate services whose settings stay as they are: equal in the file, or not named by it. */
    public List<EmailService> left() {
        return left;
    }

    /** Services of the catalog that would be hidden. */
    public List<ServiceId> hidden() {
        return hidden;
    }

    /** Services of the catalog that would be shown again. */
    public List<ServiceId> shown() {
        return shown;
    }

    /** Whether manual entry would be allowed or forbidden; empty if that stays as it is. */
    public Optional<Boolean> manualEntry() {
        return manualEntry;
    }

    /** Whether nothing would change. */
    public boolean isEmpty() {
        return additions.isEmpty() && changed.isEmpty() && hidden.isEmpty() && shown.isEmpty() && manualEntry.isEmpty();
    }

    /**
     * Stands for the revision of the catalog and for all that would be changed: the same on every node, another one as soon as
     * one of them is. Printable ASCII; made to travel through a web form.
     */
    public String token() {
        return token;
    }

    /**
     * Changes what was planned, all of it in one revision, or nothing. The token confirms whatever the edits want confirmed.
     * Calling it again, after an answer that got lost, changes nothing more.
     *
     * @param seenToken the token of the plan that the administrator saw
     * @return the revision of the catalog afterwards
     * @throws ImportRefusedException if the file has errors, or the token is that of another plan
     * @throws org.emailregistry.StaleCatalogException if the catalog has changed since this was planned
     * @throws org.emailregistry.StalePlanException if a service was edited since this was planned
     */
    public long apply(String seenToken) {
        requireNonNull(seenToken, "token");
        if (!isAcceptable()) {
            throw new ImportRefusedException("The file has errors.", problems);
        }
        if (!seenToken.equals(token)) {
            throw new ImportRefusedException("The token is not that of this plan.", problems);
        }
        if (isEmpty()) {
            return revision;
        }
        // Kept, since its identity makes a second call harmless.
        CatalogUpdate decided = update.orElseGet(this::decide);
        update = Optional.of(decided);
        return decided.apply();
    }

    private CatalogUpdate decide() {
        CatalogUpdate decided = administration.update(revision);
        changed.forEach(plan -> decided.edit(plan, plan.token()));
        for (Addition addition : additions) {
            if (addition.hidden()) {
                decided.addHidden(addition.draft());
            } else {
                decided.add(addition.draft());
            }
        }
        hidden.forEach(decided::hide);
        shown.forEach(decided::show);
        manualEntry.ifPresent(decided::allowManualEntry);
        return decided;
    }

    private String digest() {
        List<String> parts = new ArrayList<>();
        parts.add(Long.toString(revision));
        for (Addition addition : additions) {
            ServiceDraft draft = addition.draft();
            parts.add("add");
            parts.add(draft.name());
            parts.add(draft.servers().toString());
            parts.add(draft.signIn().stream().sorted().toList().toString());
            parts.add(draft.domains().stream().sorted().toList().toString());
            parts.add(draft.trust().orElse(""));
            parts.add(Boolean.toString(addition.hidden()));
        }
        changed.forEach(plan -> parts.addAll(List.of("edit", plan.token())));
        hidden.forEach(id -> parts.addAll(List.of("hide", id.value())));
        shown.forEach(id -> parts.addAll(List.of("show", id.value())));
        parts.add(manualEntry.toString());
        return Framing.digest(parts);
    }

    @Override
    public String toString() {
        return "CatalogImport[" + additions.size() + " added, " + changed.size() + " changed, " + left.size()
                + " left, " + hidden.size() + " hidden, " + shown.size() + " shown, " + problems.size() + " problems]";
    }
}
