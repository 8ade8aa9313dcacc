package org.emailregistry.workspace;

import java.security.Principal;
import org.emailregistry.Mailbox;
import org.emailregistry.Resolution;
import org.emailregistry.account.UserId;
import org.emailregistry.workspace.mail.UserMail;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page, where a user learns at sign-in that the mailbox does not work. */
@Controller
class HomeController {
    private final UserMail mail;

    HomeController(UserMail mail) {
        this.mail = mail;
    }

    @GetMapping("/login")
    String login() {
        return "login";
    }

    @GetMapping("/")
    String home(Principal user, Model model) {
        Mailbox mailbox = mail.mailbox(new UserId(user.getName())).orElse(null);
        model.addAttribute("mailbox", mailbox);
        model.addAttribute(
                "trouble",
                mailbox != null && mailbox.resolution() instanceof Resolution.Unusable unusable ? unusable : null);
        return "home";
    }
}
