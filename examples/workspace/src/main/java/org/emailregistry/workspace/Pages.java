package org.emailregistry.workspace;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.emailregistry.RefusedException;
import org.emailregistry.store.StoreException;
import org.emailregistry.workspace.form.Texts;
import org.emailregistry.workspace.mail.NoMailboxException;
import org.emailregistry.workspace.monitoring.Refusals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ResponseStatusException;

/** Adds the values that every page shows, and turns exceptions of controllers into error pages. */
@ControllerAdvice(annotations = Controller.class)
class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final WorkspaceProperties properties;
    private final Texts texts;
    private final Refusals refusals;

    Pages(WorkspaceProperties properties, Texts texts, Refusals refusals) {
        this.properties = properties;
        this.texts = texts;
        this.refusals = refusals;
    }

    @ModelAttribute
    void frame(Model model, @Nullable Principal user, HttpServletRequest request) {
        model.addAttribute("user", user == null ? null : user.getName());
        model.addAttribute("administrator", request.isUserInRole("ADMINISTRATOR"));
        model.addAttribute("section", request.getServletPath().startsWith("/admin") ? "admin" : "email");
        model.addAttribute("demo", properties.demoMailServer().enabled());
    }

    @ExceptionHandler
    String outOfOrder(StoreException failure, Model model, HttpServletRequest request, HttpServletResponse response) {
        LOG.warn("The store failed", failure);
        String text = failure.kind() == StoreException.Kind.OUTCOME_UNKNOWN ? "page.unknown" : "page.503";
        return failed(HttpStatus.SERVICE_UNAVAILABLE, texts.of(text), model, request, response);
    }

    /** Handles failures of the application's own tables. */
    @ExceptionHandler
    String outOfOrder(
            DataAccessResourceFailureException failure,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        LOG.warn("The database failed", failure);
        return failed(HttpStatus.SERVICE_UNAVAILABLE, texts.of("page.503"), model, request, response);
    }

    /** Handles refusals that no controller shows at a field. */
    @ExceptionHandler
    String refused(RefusedException refused, Model model, HttpServletRequest request, HttpServletResponse response) {
        refusals.count(refused);
        return failed(HttpStatus.CONFLICT, texts.of(refused.refusal()), model, request, response);
    }

    /** Handles invalid ids and numbers, which only a forged request contains. */
    @ExceptionHandler
    String malformed(
            IllegalArgumentException failure, Model model, HttpServletRequest request, HttpServletResponse response) {
        return failed(HttpStatus.BAD_REQUEST, texts.of("page.400"), model, request, response);
    }

    @ExceptionHandler
    String noMailbox(NoMailboxException none, Model model, HttpServletRequest request, HttpServletResponse response) {
        return failed(HttpStatus.CONFLICT, texts.of("page.noMailbox"), model, request, response);
    }

    @ExceptionHandler
    String refused(
            ResponseStatusException refused, Model model, HttpServletRequest request, HttpServletResponse response) {
        HttpStatusCode status = refused.getStatusCode();
        return failed(status, texts.of("page." + status.value()), model, request, response);
    }

    /** Returns an error page, or a notice on the open page if htmx sent the request. */
    private static String failed(
            HttpStatusCode status, String text, Model model, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(status.value());
        model.addAttribute("text", text);
        return request.getHeader("HX-Request") == null ? "error" : "forms :: notice";
    }
}
