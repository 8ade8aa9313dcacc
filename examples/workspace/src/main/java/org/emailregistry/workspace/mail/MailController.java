package org.emailregistry.workspace.mail;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.security.Principal;
import java.util.Collection;
import java.util.Optional;
import org.emailregistry.AccountStatus;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.Resolution;
import org.emailregistry.account.UserId;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.EmailService;
import org.emailregistry.workspace.form.Texts;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The mail page. Stored mail is shown even if the mailbox does not work; new mail is fetched after the page has opened. */
@Controller
@RequestMapping("/email")
class MailController {
    private final EmailServiceRegistry registry;
    private final UserMail mail;
    private final MailTexts mailTexts;
    private final Texts texts;

    MailController(EmailServiceRegistry registry, UserMail mail, MailTexts mailTexts, Texts texts) {
        this.registry = registry;
        this.mail = mail;
        this.mailTexts = mailTexts;
        this.texts = texts;
    }

    @GetMapping
    String page(
            @RequestParam(defaultValue = UserMail.INBOX) String folder,
            @RequestParam Optional<Long> message,
            Principal user,
            Model model) {
        var id = new UserId(user.getName());
        Optional<AccountStatus> mailbox = mail.mailbox(id);
        if (mailbox.isEmpty()) {
            return "redirect:/email/service";
        }
        show(mailbox.get(), mail.folders(id), folder, message, model);
        return "mail/mailbox";
    }

    /** Fetches new mail, and shows the new lists of folders and messages. */
    @PostMapping("/refresh")
    String refresh(@RequestParam(defaultValue = UserMail.INBOX) String folder, Principal user, Model model)
            throws IOException {
        var id = new UserId(user.getName());
        Collection<String> folders;
        try {
            folders = mail.refresh(id, folder);
        } catch (MessagingException e) {
            folders = mail.folders(id);
            model.addAttribute("failure", mailTexts.of(e));
        }
        show(mail.mailbox(id).orElseThrow(NoMailboxException::new), folders, folder, Optional.empty(), model);
        model.addAttribute("refreshed", true);
        return "mail/mailbox :: lists";
    }

    @GetMapping("/disconnect")
    String disconnectWindow(Principal user, Model model) {
        model.addAttribute("mailbox", mail.mailbox(new UserId(user.getName())).orElseThrow(NoMailboxException::new));
        return "mail/disconnect :: window";
    }

    @PostMapping("/disconnect")
    String disconnect(Principal user) {
        mail.disconnect(new UserId(user.getName()));
        return "redirect:/email/service?disconnected";
    }

    private void show(
            AccountStatus mailbox, Collection<String> folders, String folder, Optional<Long> message, Model model) {
        UserId owner = mailbox.account().owner();
        boolean usable = mailbox.resolution() instanceof Resolution.Usable;
        KeptMessage opened = message.map(id ->
                        mail.message(owner, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .orElse(null);
        model.addAttribute(
                "mail",
                new MailView(
                        mailbox.account().address(),
                        serviceName(mailbox),
                        signedInAs(mailbox.resolution()),
                        usable,
                        folders,
                        folder,
                        mail.messages(owner, folder),
                        opened));
        model.addAttribute("trouble", TroubleView.of(mailbox, mailTexts));
        model.addAttribute("mailTexts", mailTexts);
    }

    private String signedInAs(Resolution resolution) {
        if (!(resolution instanceof Resolution.Usable usable)) {
            return "";
        }
        String reading = usable.userName(MailProtocol.IMAP);
        String sending = usable.userName(MailProtocol.SMTP);
        return reading.equals(sending)
                ? texts.of("mail.signedInAs", reading)
                : texts.of("mail.signedInAsBoth", reading, sending);
    }

    private String serviceName(AccountStatus mailbox) {
        if (mailbox.resolution() instanceof Resolution.Unusable unusable) {
            return unusable.serviceName().orElse("");
        }
        return mailbox.account()
                .service()
                .flatMap(id -> registry.administration(mailbox.account().owner().value())
                        .service(id))
                .map(EmailService::name)
                .orElseGet(() -> texts.of("mail.ownServers"));
    }
}
