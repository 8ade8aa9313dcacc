package org.emailregistry.workspace.mail;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.emailregistry.AccountStatus;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RefusedException;
import org.emailregistry.Suggestion;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MalformedCredentialsException;
import org.emailregistry.account.UserId;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SetupHint;
import org.emailregistry.service.StandardService;
import org.emailregistry.standard.StandardServices;
import org.emailregistry.workspace.form.FieldProblem;
import org.emailregistry.workspace.form.Inputs;
import org.emailregistry.workspace.form.Login;
import org.emailregistry.workspace.form.ResultView;
import org.emailregistry.workspace.form.Texts;
import org.emailregistry.workspace.monitoring.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page where a user connects a mailbox to a service, or moves the connected mailbox to another service. */
@Controller
@RequestMapping("/email/service")
class ConnectController {
    private final EmailServiceRegistry registry;
    private final UserMail mail;
    private final MailTexts mailTexts;
    private final Texts texts;
    private final Refusals refusals;

    ConnectController(
            EmailServiceRegistry registry, UserMail mail, MailTexts mailTexts, Texts texts, Refusals refusals) {
        this.registry = registry;
        this.mail = mail;
        this.mailTexts = mailTexts;
        this.texts = texts;
        this.refusals = refusals;
    }

    @ModelAttribute("inputs")
    List<String> inputs() {
        return Inputs.MAILBOX;
    }

    @GetMapping
    String page(Principal user, Model model) {
        Optional<AccountStatus> mailbox = mail.mailbox(new UserId(user.getName()));
        model.addAttribute("offer", OfferView.of(registry.offer()));
        model.addAttribute(
                "address", mailbox.map(each -> each.account().address()).orElse(null));
        model.addAttribute(
                "trouble", mailbox.map(each -> TroubleView.of(each, mailTexts)).orElse(null));
        return "mail/service";
    }

    /** Shows hints for users of a service, such as to create an app password first. */
    @GetMapping("/hints")
    String hints(@RequestParam(defaultValue = "") String service, Model model) {
        List<SetupHint> hints = StandardServices.all().stream()
                .filter(each -> each.id().value().equals(service))
                .map(StandardService::setup)
                .findFirst()
                .orElse(List.of());
        model.addAttribute("hints", hints);
        return "mail/service :: hints";
    }

    /** Suggests the service that an address belongs to. */
    @GetMapping("/suggestion")
    String suggestion(@RequestParam(defaultValue = "") String login, Model model) {
        Suggestion suggestion = registry.suggest(login).orElse(null);
        model.addAttribute("suggestion", suggestion);
        model.addAttribute(
                "choice",
                suggestion == null
                        ? null
                        : suggestion.service().map(ServiceId::value).orElse(""));
        return "mail/service :: suggestion";
    }

    @PostMapping("/test")
    String test(ConnectForm form, Login login, Principal user, Model model) {
        var owner = new UserId(user.getName());
        return with(form, login, model, request -> {
            // A mailbox that is connected again keeps its address.
            ConnectRequest tested = mail.mailbox(owner)
                    .map(mailbox -> request.withAddress(mailbox.account().address()))
                    .orElse(request);
            model.addAttribute("results", ResultView.of(registry.accounts().test(owner, tested), texts));
            return reply(List.of(), model);
        });
    }

    /** Connects a mailbox, or reconnects the existing one under the same account id, so that its stored mail stays. */
    @PostMapping
    String connect(ConnectForm form, Login login, Principal user, Model model, HttpServletResponse response) {
        var owner = new UserId(user.getName());
        Optional<AccountId> account =
                mail.mailbox(owner).map(mailbox -> mailbox.account().id());
        return with(form, login, model, request -> {
            account.ifPresentOrElse(
                    id -> registry.accounts().reconnect(id, request),
                    () -> registry.accounts().connect(owner, request));
            response.setHeader("HX-Redirect", "/email");
            return "forms :: nothing";
        });
    }

    private interface Use {
        String of(ConnectRequest request);
    }

    private String with(ConnectForm form, Login login, Model model, Use use) {
        if (form.service() == null) {
            return reply(List.of(texts.error(Field.SERVICE, Problem.Code.MISSING)), model);
        }
        try (ConnectRequest request = form.request(login.credentials())) {
            return use.of(request);
        } catch (MalformedCredentialsException e) {
            return reply(texts.problems(List.of(e.problem())), model);
        } catch (RefusedException e) {
            refusals.count(e);
            return reply(texts.problems(e), model);
        }
    }

    private static String reply(List<FieldProblem> problems, Model model) {
        model.addAttribute("problems", problems);
        return "forms :: reply";
    }
}
