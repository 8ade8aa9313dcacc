package org.emailregistry.json;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.Administration;
import org.emailregistry.Catalog;
import org.emailregistry.EditPlan;
import org.emailregistry.address.DomainName;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.text.Text;

/** Compares a file with the catalog. */
final class CatalogPlanner {
    private final Administration administration;
    private final Catalog catalog;
    private final List<JsonProblem> problems = new ArrayList<>();

    private final Map<String, Target> byId = new LinkedHashMap<>();
    private final Map<String, Target> byName = new HashMap<>();
    private final Map<String, EmailService> standard = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** The folded names that the file gives to services of the catalog, by id. */
    private final Map<String, String> nextNames = new HashMap<>();

    private final List<CatalogImport.Addition> additions = new ArrayList<>();
    private final List<EditPlan> changed = new ArrayList<>();
    private final List<ServiceId> hidden = new ArrayList<>();
    private final List<ServiceId> shown = new ArrayList<>();

    /** A corporate service of the catalog; {@code service} is empty if its stored settings are invalid. */
    private record Target(ServiceId id, long revision, Optional<EmailService> service) {}

    private CatalogPlanner(Administration administration) {
        this.administration = administration;
        this.catalog = administration.catalog();
        for (EmailService service : catalog.services()) {
            if (service.kind() == EmailService.Kind.CORPORATE) {
                know(service.name(), new Target(service.id(), service.revision(), Optional.of(service)));
            } else {
                standard.put(service.id().value(), service);
            }
        }
        for (Catalog.InvalidService invalid : catalog.invalid()) {
            know(invalid.name(), new Target(invalid.id(), invalid.revision(), Optional.empty()));
        }
    }

    private void know(String name, Target target) {
        byId.put(target.id().value(), target);
        byName.putIfAbsent(Text.folded(name), target);
    }

    static CatalogImport plan(Administration administration, String json) {
        requireNonNull(administration, "administration");
        requireNonNull(json, "json");
        return new CatalogPlanner(administration).plan(json);
    }

    private CatalogImport plan(String json) {
        CatalogFile file = CatalogFile.read(json, problems);
        Map<CatalogFile.Corporate, Target> targets = targets(file.services());
        targets.forEach((service, target) ->
                nextNames.put(target.id().value(), Text.folded(service.draft().name())));
        Set<String> names = new HashSet<>();
        for (CatalogFile.Corporate service : file.services()) {
            String name = Text.folded(service.draft().name());
            if (!name.isEmpty() && !names.add(name)) {
                problems.add(JsonProblem.error(
                        service.pointer() + "/name",
                        JsonProblem.Code.DUPLICATE,
                        "An earlier service in the file has the same name."));
                continue;
            }
            Target target = targets.get(service);
            if (target == null) {
                add(service);
            } else {
                edit(service, target);
            }
        }
        file.standard().forEach(this::decide);
        return new CatalogImport(
                administration,
                catalog.revision(),
                problems,
                additions,
                changed,
                left(),
                hidden,
                shown,
                file.manualEntryAllowed().filter(allowed -> allowed != catalog.manualEntryAllowed()));
    }

    /**
     * Matches the services of the file with those of the catalog: by id first, so that the file can rename a service.
     */
    private Map<CatalogFile.Corporate, Target> targets(List<CatalogFile.Corporate> services) {
        Map<CatalogFile.Corporate, Target> targets = new HashMap<>();
        for (CatalogFile.Corporate service : services) {
            Target target = byId.get(service.id());
            if (target != null && !taken.add(target.id().value())) {
                problems.add(JsonProblem.error(
                        service.pointer() + "/id",
                        JsonProblem.Code.DUPLICATE,
                        "An earlier service in the file has the same id."));
            } else if (target != null) {
                targets.put(service, target);
            }
        }
        for (CatalogFile.Corporate service : services) {
            Target target = byName.get(Text.folded(service.draft().name()));
            if (!byId.containsKey(service.id())
                    && target != null
                    && taken.add(target.id().value())) {
                targets.put(service, target);
            }
        }
        return targets;
    }

    private void add(CatalogFile.Corporate service) {
        tell(service, administration.review(service.draft()));
        additions.add(
                new CatalogImport.Addition(service.draft(), service.hidden().orElse(false)));
    }

    private void edit(CatalogFile.Corporate service, Target target) {
        Optional<EmailService> present = target.service();
        if (present.isEmpty() || !isSame(present.get(), service.draft())) {
            EditPlan plan = administration.planEdit(target.id(), target.revision(), service.draft());
            tell(service, plan.problems());
            if (!plan.changes().isEmpty()) {
                changed.add(plan);
            }
        }
        service.hidden()
                .filter(wanted -> present.isEmpty() || present.get().hidden() != wanted)
                .ifPresent(wanted -> (wanted ? hidden : shown).add(target.id()));
    }

    private static boolean isSame(EmailService service, ServiceDraft draft) {
        return service.name().equals(draft.name())
                && draft.servers().equals(Optional.of(service.servers()))
                && draft.authenticationMethods().equals(service.authenticationMethods())
                && isSame(service.domains(), draft.domains())
                && isSame(service.trustedCertificates(), draft.trustedCertificates());
    }

    private static boolean isSame(Set<String> domains, Set<String> typed) {
        Set<String> canonical = new HashSet<>();
        for (String domain : typed) {
            canonical.add(DomainName.tryParse(domain).map(DomainName::toString).orElse(domain));
        }
        return canonical.equals(domains);
    }

    private static boolean isSame(Optional<TrustedCertificates> trustedCertificates, Optional<String> pem) {
        try {
            return pem.map(TrustedCertificates::parse).equals(trustedCertificates);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Adds the problems that the review of the form reports, at most one per place. A name that is taken is no problem
     * if the file renames the service that has it.
     */
    private void tell(CatalogFile.Corporate service, List<Problem> found) {
        for (Problem problem : found) {
            String pointer = service.pointer(problem.field());
            boolean told = problems.stream().anyMatch(p -> p.pointer().equals(pointer));
            if (!told && !(problem.code() == Problem.Code.NAME_TAKEN && isFreed(problem, service))) {
                problems.add(new JsonProblem(pointer, JsonProblem.Code.REVIEW, problem.severity(), problem.message()));
            }
        }
    }

    private boolean isFreed(Problem nameTaken, CatalogFile.Corporate by) {
        String next = nextNames.get(nameTaken.details().getOrDefault("service", ""));
        return next != null && !next.equals(Text.folded(by.draft().name()));
    }

    private void decide(CatalogFile.Standard decision) {
        EmailService service = standard.get(decision.id());
        if (service == null) {
            problems.add(JsonProblem.warning(
                    decision.pointer() + "/id",
                    JsonProblem.Code.UNKNOWN_SERVICE,
                    "This registry has no standard service with this id. The entry is ignored."));
        } else if (!taken.add(decision.id())) {
            problems.add(JsonProblem.error(
                    decision.pointer() + "/id",
                    JsonProblem.Code.DUPLICATE,
                    "An earlier entry in the file has the same id."));
        } else if (service.hidden() != decision.hidden()) {
            (decision.hidden() ? hidden : shown).add(service.id());
        }
    }

    private List<EmailService> left() {
        Set<ServiceId> edited = new HashSet<>();
        changed.forEach(plan -> edited.add(plan.service()));
        return byId.values().stream()
                .flatMap(target -> target.service().stream())
                .filter(service -> !edited.contains(service.id()))
                .toList();
    }
}
