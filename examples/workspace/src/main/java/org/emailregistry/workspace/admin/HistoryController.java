package org.emailregistry.workspace.admin;

import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.store.Change;
import org.emailregistry.workspace.form.Texts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who changed what, newest first, page by page. */
@Controller
@RequestMapping("/admin/email/history")
class HistoryController {
    /** The revisions on a page; the decisions of one Save share one. */
    private static final int REVISIONS = 20;

    private final EmailServiceRegistry registry;
    private final Texts texts;

    HistoryController(EmailServiceRegistry registry, Texts texts) {
        this.registry = registry;
        this.texts = texts;
    }

    @GetMapping
    String page(@RequestParam(defaultValue = "0") long before, Principal user, Model model) {
        Administration administration = registry.administration(user.getName());
        long end = before > 0 ? before : administration.catalog().revision() + 1;
        long after = Math.max(0, end - 1 - REVISIONS);
        model.addAttribute(
                "changes",
                changes(administration, after, end).stream()
                        .map(change -> ChangeView.of(change, texts))
                        .toList());
        model.addAttribute("older", after > 0 ? after + 1 : null);
        model.addAttribute("newest", before <= 0);
        return "admin/history";
    }

    /** The changes of the revisions between two, both exclusive, newest first. */
    private static List<Change> changes(Administration administration, long after, long end) {
        List<Change> changes = new ArrayList<>();
        long read = after;
        while (read < end - 1) {
            List<Change> next = administration.history(read, REVISIONS);
            next.stream().filter(change -> change.revision() < end).forEach(changes::add);
            read = next.isEmpty() ? end : next.get(next.size() - 1).revision();
        }
        Collections.reverse(changes);
        return changes;
    }
}
