package org.emailregistry.workspace.admin;

import java.security.Principal;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.HistoryPage;
import org.emailregistry.store.PageRequest;
import org.emailregistry.workspace.form.Texts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The history of changes, newest first, in pages. */
@Controller
@RequestMapping("/admin/email/history")
class HistoryController {
    /** The number of entries per page. A page can be longer, because the decisions of one Save stay together. */
    private static final int LENGTH = 20;

    private final EmailServiceRegistry registry;
    private final Texts texts;

    HistoryController(EmailServiceRegistry registry, Texts texts) {
        this.registry = registry;
        this.texts = texts;
    }

    @GetMapping
    String page(@RequestParam(defaultValue = "0") long before, Principal user, Model model) {
        HistoryPage page = registry.administration(user.getName())
                .history(before > 0 ? PageRequest.after(Long.toString(before), LENGTH) : PageRequest.first(LENGTH));
        model.addAttribute(
                "changes",
                page.changes().stream()
                        .map(change -> ChangeView.of(change, texts))
                        .toList());
        model.addAttribute("older", page.next().flatMap(PageRequest::cursor).orElse(null));
        model.addAttribute("newest", before <= 0);
        return "admin/history";
    }
}
