package org.emailregistry.workspace.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import org.emailregistry.Administration;
import org.emailregistry.Catalog;
import org.emailregistry.CatalogUpdate;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.StaleCatalogException;
import org.emailregistry.StalePlanException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.store.PageRequest;
import org.emailregistry.workspace.form.Texts;
import org.emailregistry.workspace.monitoring.Refusals;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of all services, and the Save button for all decisions on the page. */
@Controller
@RequestMapping("/admin/email")
class SettingsController {
    private static final int TOLD = 10;

    private final EmailServiceRegistry registry;
    private final Texts texts;
    private final Refusals refusals;

    SettingsController(EmailServiceRegistry registry, Texts texts, Refusals refusals) {
        this.registry = registry;
        this.texts = texts;
        this.refusals = refusals;
    }

    @GetMapping
    String page(Principal user, Model model) {
        Administration administration = registry.administration(user.getName());
        Catalog catalog = administration.catalog();
        show(administration, catalog, Decisions.none(catalog.revision(), catalog.manualEntryAllowed()), model);
        return "admin/settings";
    }

    /** Shows the current list after a service was added or edited. Decisions that are not saved yet stay. */
    @PostMapping("/list")
    String list(@RequestParam MultiValueMap<String, String> form, Principal user, Model model) {
        Administration administration = registry.administration(user.getName());
        show(administration, administration.catalog(), Decisions.of(form), model);
        return "admin/settings :: list";
    }

    @PostMapping
    String save(
            @RequestParam MultiValueMap<String, String> form,
            Principal user,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Administration administration = registry.administration(user.getName());
        Decisions decisions = Decisions.of(form);
        CatalogUpdate update = administration.update(decisions.revision());
        decisions.into(update);
        try {
            update.apply();
            next.addFlashAttribute("saved", decisions.count());
            return "redirect:/admin/email";
        } catch (StaleCatalogException e) {
            refusals.count(e);
            model.addAttribute("meanwhile", meanwhile(administration, decisions.revision()));
            show(administration, e.fresh(), decisions, model);
        } catch (StalePlanException e) {
            refusals.count(e);
            model.addAttribute("arrivedAt", e.fresh().service().value());
            show(
                    administration,
                    administration.catalog(),
                    decisions.withoutRemoval(e.fresh().service()),
                    model);
        } catch (UnknownServiceException e) {
            refusals.count(e);
            // The service did not exist at this revision, so the request was forged. Nothing was saved.
            show(administration, administration.catalog(), decisions.withoutRemoval(e.service()), model);
        }
        response.setStatus(HttpStatus.CONFLICT.value());
        return "admin/settings";
    }

    private void show(Administration administration, Catalog catalog, Decisions decisions, Model model) {
        model.addAttribute("settings", SettingsView.of(administration, catalog, decisions, texts));
    }

    private List<ChangeView> meanwhile(Administration administration, long seen) {
        return administration.history(PageRequest.first(TOLD)).changes().stream()
                .filter(change -> change.revision() > seen)
                .map(change -> ChangeView.of(change, texts))
                .toList();
    }
}
