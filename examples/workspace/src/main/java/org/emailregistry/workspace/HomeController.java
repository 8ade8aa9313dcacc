package org.emailregistry.workspace;

import java.security.Principal;
import org.emailregistry.AccountStatus;
import org.emailregistry.account.UserId;
import org.emailregistry.workspace.mail.MailTexts;
import org.emailregistry.workspace.mail.TroubleView;
import org.emailregistry.workspace.mail.UserMail;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page, where a user learns at sign-in that the mailbox does not work. */
@Controller
class HomeController {
    private final UserMail mail;
    private final MailTexts texts;

    HomeController(UserMail mail, MailTexts texts) {
        this.mail = mail;
        this.texts = texts;
    }

    @GetMapping("/login")
    String login() {
        return "login";
    }

    @GetMapping("/")
    String home(Principal user, Model model) {
        AccountStatus mailbox = mail.mailbox(new UserId(user.getName())).orElse(null);
        model.addAttribute("address", mailbox == null ? null : mailbox.account().address());
        model.addAttribute("trouble", mailbox == null ? null : TroubleView.of(mailbox, texts));
        return "home";
    }
}
