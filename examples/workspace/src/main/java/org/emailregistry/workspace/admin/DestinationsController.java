package org.emailregistry.workspace.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.emailregistry.Administration;
import org.emailregistry.DestinationPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.StalePlanException;
import org.emailregistry.service.ServiceId;
import org.emailregistry.workspace.form.Texts;
import org.emailregistry.workspace.monitoring.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The dialog that shows the stored servers of a service. Its "Confirm servers" takes effect at once. */
@Controller
@RequestMapping("/admin/email/destinations")
class DestinationsController {
    private final EmailServiceRegistry registry;
    private final Texts texts;
    private final Refusals refusals;

    DestinationsController(EmailServiceRegistry registry, Texts texts, Refusals refusals) {
        this.registry = registry;
        this.texts = texts;
        this.refusals = refusals;
    }

    @GetMapping
    String window(@RequestParam String service, Principal user, Model model) {
        return window(registry.administration(user.getName()).planDestinations(new ServiceId(service)), false, model);
    }

    /** Confirms the servers. If they have changed since the dialog was shown, shows the current dialog instead. */
    @PostMapping
    String confirm(
            @RequestParam String service,
            @RequestParam String token,
            Principal user,
            Model model,
            HttpServletResponse response) {
        Administration administration = registry.administration(user.getName());
        try {
            administration.confirmDestinations(administration.planDestinations(new ServiceId(service)), token);
            return Dialog.done(response);
        } catch (StalePlanException e) {
            refusals.count(e);
            return window((DestinationPlan) e.fresh(), true, model);
        }
    }

    private String window(DestinationPlan plan, boolean stale, Model model) {
        model.addAttribute("plan", DestinationsView.of(plan, texts));
        model.addAttribute("stale", stale);
        return "admin/destinations :: window";
    }
}
