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
 * The plan of an import: the changes that a file would make to the catalog. The catalog stays unchanged until
 * {@link #apply} is called. Not thread-safe.
 *
 * <p>If the preview and the confirmation are two web requests, the second request plans the same file again and applies
 * that plan with the token of the first plan.
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

    /** Returns the catalog revision that the plan is based on. */
    public long revision() {
        return revision;
    }

    /**
     * Returns the problems of the file, warnings included, each with its place in the file. A plan with an error cannot
     * be applied.
     */
    public List<JsonProblem> problems() {
        return problems;
    }

    /** Returns whether the plan can be applied, which requires that no problem is an error. */
    public boolean isAcceptable() {
        return problems.stream().noneMatch(JsonProblem::isError);
    }

    /** Returns the corporate services that the import would add. */
    public List<ServiceDraft> added() {
        return additions.stream().map(Addition::draft).toList();
    }

    /**
     * Returns the edits of corporate services that the import would make, each with its changes, the number of affected
     * accounts and the required confirmations.
     */
    public List<EditPlan> changed() {
        return changed;
    }

    /**
     * Returns the corporate services that the import would not edit, for instance because the file has equal settings
     * or omits the service. The import may still hide or show them. Services whose stored settings are invalid are left
     * out.
     */
    public List<EmailService> left() {
        return left;
    }

    /** Returns the existing services that the import would hide. */
    public List<ServiceId> hidden() {
        return hidden;
    }

    /** Returns the existing services that the import would show again. */
    public List<ServiceId> shown() {
        return shown;
    }

    /**
     * Returns true if the import would allow manual entry, and false if it would forbid manual entry; empty if the
     * setting stays.
     */
    public Optional<Boolean> manualEntry() {
        return manualEntry;
    }

    /** Returns whether the import would change nothing. */
    public boolean isEmpty() {
        return additions.isEmpty() && changed.isEmpty() && hidden.isEmpty() && shown.isEmpty() && manualEntry.isEmpty();
    }

    /**
     * Returns a token for this plan: a digest of the catalog revision and of all planned changes, equal on every node.
     * Printable ASCII, suitable for a hidden field of a web form.
     */
    public String token() {
        return token;
    }

    /**
     * Applies all planned changes as one revision, or none of them. The token also counts as every confirmation that
     * the edits require. Calling this method of the same object again after a lost response changes nothing more.
     *
     * @param seenToken the token of the plan that the administrator saw
     * @return the revision that the import created; the revision of the plan, without reading the catalog again, if the
     *     plan is {@linkplain #isEmpty() empty}
     * @throws ImportRefusedException if the file has errors, or the token belongs to another plan
     * @throws org.emailregistry.StaleCatalogException if the catalog has changed since the plan was made
     * @throws org.emailregistry.StalePlanException if a service was edited since the plan was made
     */
    public long apply(String seenToken) {
        requireNonNull(seenToken, "token");
        if (!isAcceptable()) {
            throw new ImportRefusedException(
                    "The file has errors, which problems() lists. Nothing was changed.", problems);
        }
        if (!seenToken.equals(token)) {
            throw new ImportRefusedException(
                    "The token belongs to another plan. Nothing was changed. Show this plan to the administrator,"
                            + " then apply it with its own token.",
                    problems);
        }
        if (isEmpty()) {
            return revision;
        }
        // Kept: the id of the operation makes a second call harmless.
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
            parts.add(draft.authenticationMethods().stream().sorted().toList().toString());
            parts.add(draft.domains().stream().sorted().toList().toString());
            parts.add(draft.trustedCertificates().orElse(""));
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
