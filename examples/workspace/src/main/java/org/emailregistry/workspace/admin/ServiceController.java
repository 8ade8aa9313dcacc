package org.emailregistry.workspace.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emailregistry.Administration;
import org.emailregistry.Catalog;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.StalePlanException;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MalformedCredentialsException;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.workspace.form.Inputs;
import org.emailregistry.workspace.form.Login;
import org.emailregistry.workspace.form.ResultView;
import org.emailregistry.workspace.form.Texts;
import org.emailregistry.workspace.monitoring.Refusals;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The dialog to add or edit a service. An answer does not replace the form, but only shows the problems at its fields. So
 * typed values stay, and no password is sent back.
 */
@Controller
@RequestMapping("/admin/email/service")
class ServiceController {
    private final EmailServiceRegistry registry;
    private final Texts texts;
    private final Refusals refusals;

    ServiceController(EmailServiceRegistry registry, Texts texts, Refusals refusals) {
        this.registry = registry;
        this.texts = texts;
        this.refusals = refusals;
    }

    @ModelAttribute("inputs")
    List<String> inputs() {
        return Inputs.SERVICE;
    }

    /** Shows an empty form. */
    @GetMapping
    String added(Model model) {
        model.addAttribute("form", ServiceForm.empty());
        return "admin/service :: window";
    }

    /** Shows the form of a corporate service. If the stored service is not used, the form contains only its name. */
    @GetMapping("/edit")
    String edited(@RequestParam String service, Principal user, Model model) {
        Administration administration = registry.administration(user.getName());
        Catalog catalog = administration.catalog();
        Stream<Edited> readable = catalog.services().stream()
                .filter(each -> each.kind() == EmailService.Kind.CORPORATE)
                .map(each -> new Edited(each.id(), each.revision(), ServiceForm.of(each)));
        Stream<Edited> invalid = catalog.invalid().stream()
                .filter(each -> Remedies.of(administration, each.id()).corporate())
                .map(each -> new Edited(each.id(), each.revision(), ServiceForm.empty(each.name())));
        Edited edited = Stream.concat(readable, invalid)
                .filter(each -> each.id().value().equals(service))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("form", edited.form());
        model.addAttribute("service", edited.id().value());
        model.addAttribute("revision", edited.revision());
        return "admin/service :: window";
    }

    private record Edited(ServiceId id, long revision, ServiceForm form) {}

    /** Adds the service, unless the draft has errors, or warnings that were not shown before. */
    @PostMapping
    String add(
            ServiceForm form,
            @RequestParam(defaultValue = "") String accepted,
            Principal user,
            Model model,
            HttpServletResponse response) {
        Administration administration = registry.administration(user.getName());
        ServiceDraft draft = form.draft();
        List<Problem> problems = administration.review(draft);
        String warnings = problems.stream()
                .map(problem -> problem.field() + "." + problem.code())
                .sorted()
                .collect(Collectors.joining(" "));
        boolean refused = problems.stream().anyMatch(Problem::isError);
        if (refused || !warnings.equals(accepted)) {
            model.addAttribute("accepted", refused ? null : warnings);
            return reply(problems, model);
        }
        try {
            administration.add(draft);
            return Dialog.done(response);
        } catch (InvalidServiceException e) {
            refusals.count(e);
            return reply(e.problems(), model);
        }
    }

    /** Shows the effect of the edit. Carries it out if the form contains the token of the effect that was shown. */
    @PostMapping("/edit")
    String edit(
            @RequestParam String service,
            @RequestParam long revision,
            @RequestParam Optional<String> token,
            @RequestParam Optional<String> confirmed,
            ServiceForm form,
            Principal user,
            Model model,
            HttpServletResponse response) {
        Administration administration = registry.administration(user.getName());
        var id = new ServiceId(service);
        ServiceDraft draft = administration.service(id).map(form::draft).orElseGet(form::draft);
        try {
            EditPlan plan = administration.planEdit(id, revision, draft);
            boolean refused = plan.problems().stream().anyMatch(Problem::isError);
            boolean seen = token.filter(plan.token()::equals).isPresent();
            if (seen
                    && !refused
                    && (confirmed.isPresent() || plan.confirmations().isEmpty())) {
                administration.edit(plan, plan.token());
                return Dialog.done(response);
            }
            if (seen && !refused) {
                model.addAttribute("unconfirmed", true);
            }
            return plan(plan, revision, false, model);
        } catch (StalePlanException e) {
            refusals.count(e);
            return plan((EditPlan) e.fresh(), administration.catalog().revision(), true, model);
        }
    }

    private String plan(EditPlan plan, long revision, boolean stale, Model model) {
        boolean refused = plan.problems().stream().anyMatch(Problem::isError);
        model.addAttribute("plan", refused ? null : EditView.of(plan, texts));
        model.addAttribute("revision", revision);
        model.addAttribute("stale", stale);
        return reply(plan.problems(), model);
    }

    /** Tests the servers, with a login if login and password were typed. */
    @PostMapping("/test")
    String test(ServiceForm form, Login login, Principal user, Model model) {
        Administration administration = registry.administration(user.getName());
        ServiceDraft draft = form.draft();
        try {
            ProbeReport report;
            if (login.isEmpty()) {
                report = administration.test(draft);
            } else {
                try (Credentials credentials = login.credentials()) {
                    report = administration.test(draft, credentials);
                }
            }
            model.addAttribute("results", ResultView.of(report, texts));
            // The test needs no name; whether the name is taken is checked when the service is saved.
            return reply(
                    administration.review(draft).stream()
                            .filter(problem -> problem.field() != Field.NAME)
                            .toList(),
                    model);
        } catch (InvalidServiceException e) {
            refusals.count(e);
            return reply(e.problems(), model);
        } catch (MalformedCredentialsException e) {
            return reply(List.of(e.problem()), model);
        }
    }

    private String reply(List<Problem> problems, Model model) {
        model.addAttribute("problems", texts.problems(problems));
        return "forms :: reply";
    }
}
