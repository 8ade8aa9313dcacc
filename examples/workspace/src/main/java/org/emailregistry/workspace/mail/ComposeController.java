package org.emailregistry.workspace.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.UserId;
import org.emailregistry.workspace.form.FieldProblem;
import org.emailregistry.workspace.form.Inputs;
import org.emailregistry.workspace.form.Texts;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The dialog to write a message. */
@Controller
@RequestMapping("/email/compose")
class ComposeController {
    private final UserMail mail;
    private final MailTexts mailTexts;
    private final Texts texts;

    ComposeController(UserMail mail, MailTexts mailTexts, Texts texts) {
        this.mail = mail;
        this.mailTexts = mailTexts;
        this.texts = texts;
    }

    @ModelAttribute("inputs")
    List<String> inputs() {
        return Inputs.MESSAGE;
    }

    @GetMapping
    String window(@RequestParam Optional<Long> reply, Principal user, Model model) {
        KeptMessage answered = reply.map(id -> mail.message(new UserId(user.getName()), id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .orElse(null);
        model.addAttribute("to", answered == null ? "" : answered.sender());
        model.addAttribute("subject", answered == null ? "" : replySubject(answered.subject()));
        model.addAttribute(
                "text",
                answered == null
                        ? ""
                        : "\n\n" + answered.plain().strip().indent(0).replaceAll("(?m)^", "> "));
        return "mail/compose :: window";
    }

    private static String replySubject(String subject) {
        return subject.regionMatches(true, 0, "Re:", 0, 3) ? subject : "Re: " + subject;
    }

    @PostMapping
    String send(
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String text,
            Principal user,
            Model model,
            HttpServletResponse response)
            throws IOException {
        List<FieldProblem> problems = new ArrayList<>();
        if (to.isBlank()) {
            problems.add(new FieldProblem("to", true, texts.of("mail.noRecipient"), null));
        }
        if (problems.isEmpty()) {
            try {
                mail.send(new UserId(user.getName()), to, subject, text);
                response.setHeader("HX-Redirect", "/email?folder=" + UserMail.SENT + "&sent");
                return "forms :: nothing";
            } catch (AddressException e) {
                problems.add(new FieldProblem("to", true, mailTexts.of(e), null));
            } catch (MessagingException e) {
                problems.add(new FieldProblem("form", true, mailTexts.of(e), null));
            }
        }
        model.addAttribute("problems", problems);
        return "forms :: reply";
    }
}
