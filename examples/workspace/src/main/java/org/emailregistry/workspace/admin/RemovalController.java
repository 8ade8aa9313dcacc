package org.emailregistry.workspace.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.Administration;
import org.emailregistry.Catalog;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RemovalPlan;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.emailregistry.workspace.form.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The dialog that lists the users whose mailbox will stop working. Its "Delete" takes effect with Save. */
@Controller
@RequestMapping("/admin/email/removal")
class RemovalController {
    private static final int USERS = 20;

    private final EmailServiceRegistry registry;
    private final Texts texts;

    RemovalController(EmailServiceRegistry registry, Texts texts) {
        this.registry = registry;
        this.texts = texts;
    }

    @GetMapping
    String window(
            @RequestParam String service,
            @RequestParam(defaultValue = "false") boolean arrived,
            Principal user,
            Model model) {
        Administration administration = registry.administration(user.getName());
        show(administration, administration.planRemoval(new ServiceId(service)), arrived, model);
        return "admin/removal :: window";
    }

    @GetMapping("/users")
    String users(@RequestParam String service, @RequestParam String cursor, Principal user, Model model) {
        show(registry.administration(user.getName()), service, cursor, model);
        return "admin/removal :: users";
    }

    /** Marks the service for removal. If the facts have changed since the dialog was shown, shows the current dialog instead. */
    @PostMapping
    String mark(
            @RequestParam String service,
            @RequestParam String token,
            Principal user,
            Model model,
            HttpServletResponse response) {
        Administration administration = registry.administration(user.getName());
        RemovalPlan plan = administration.planRemoval(new ServiceId(service));
        if (!plan.token().equals(token)) {
            response.setHeader("HX-Retarget", "#dialog-content");
            response.setHeader("HX-Reswap", "innerHTML");
            show(administration, plan, true, model);
            return "admin/removal :: window";
        }
        response.setHeader("HX-Trigger", "closeDialog");
        return row(administration, plan.service(), Map.of(service, token), model);
    }

    /** Shows the row of a service again that shall not be deleted after all. */
    @GetMapping("/row")
    String keep(@RequestParam String service, Principal user, Model model) {
        return row(registry.administration(user.getName()), new ServiceId(service), Map.of(), model);
    }

    private String row(Administration administration, ServiceId id, Map<String, String> remove, Model model) {
        Catalog catalog = administration.catalog();
        var decisions = new Decisions(catalog.revision(), Set.of(), Set.of(), remove, true, true);
        SettingsView view = SettingsView.of(administration, catalog, decisions, texts);
        model.addAttribute(
                "row",
                view.corporate().stream()
                        .filter(each -> each.id().equals(id.value()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("It has just gone: " + id)));
        return "admin/settings :: row";
    }

    private void show(Administration administration, RemovalPlan plan, boolean arrived, Model model) {
        model.addAttribute("plan", plan);
        model.addAttribute("arrived", arrived);
        show(administration, plan.service().value(), null, model);
    }

    private void show(Administration administration, String service, @Nullable String cursor, Model model) {
        Page<UserId> page =
                administration.usersOf(new ServiceId(service), new PageRequest(Optional.ofNullable(cursor), USERS));
        List<String> users = page.items().stream().map(UserId::value).toList();
        model.addAttribute("users", users);
        model.addAttribute("next", page.next().flatMap(PageRequest::cursor).orElse(null));
        model.addAttribute("service", service);
    }
}
