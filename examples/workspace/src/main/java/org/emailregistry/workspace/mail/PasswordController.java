package org.emailregistry.workspace.mail;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RefusedException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MalformedCredentialsException;
import org.emailregistry.account.UserId;
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

/** The dialog for a new password or login at the current servers of the mailbox. */
@Controller
@RequestMapping("/email/password")
class PasswordController {
    private final EmailServiceRegistry registry;
    private final UserMail mail;
    private final Texts texts;
    private final Refusals refusals;

    PasswordController(EmailServiceRegistry registry, UserMail mail, Texts texts, Refusals refusals) {
        this.registry = registry;
        this.mail = mail;
        this.texts = texts;
        this.refusals = refusals;
    }

    @ModelAttribute("inputs")
    List<String> inputs() {
        return Inputs.PASSWORD;
    }

    @GetMapping
    String window(Principal user, Model model) {
        model.addAttribute(
                "account",
                mail.mailbox(new UserId(user.getName()))
                        .orElseThrow(NoMailboxException::new)
                        .account());
        return "mail/password :: window";
    }

    @PostMapping("/test")
    String test(Login login, Principal user, Model model) {
        AccountId account = mail.account(new UserId(user.getName()));
        return with(login, model, credentials -> {
            model.addAttribute("results", ResultView.of(registry.accounts().test(account, credentials), texts));
            return reply(List.of(), model);
        });
    }

    @PostMapping
    String change(Login login, Principal user, Model model, HttpServletResponse response) {
        AccountId account = mail.account(new UserId(user.getName()));
        return with(login, model, credentials -> {
            registry.accounts().changeCredentials(account, credentials);
            response.setHeader("HX-Redirect", "/email?changed");
            return "forms :: nothing";
        });
    }

    private interface Use {
        String of(Credentials credentials);
    }

    private String with(Login login, Model model, Use use) {
        try (Credentials credentials = login.credentials()) {
            return use.of(credentials);
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
