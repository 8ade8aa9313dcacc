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

/** The home page. After sign-in, it shows a user whose mailbox does not work why. */
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
