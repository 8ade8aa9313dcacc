package org.emailregistry.workspace;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.emailregistry.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What every page shows. */
@ControllerAdvice(annotations = Controller.class)
class Pages {
    private final WorkspaceProperties properties;

    Pages(WorkspaceProperties properties) {
        this.properties = properties;
    }

    @ModelAttribute
    void frame(Model model, @Nullable Principal user, HttpServletRequest request) {
        model.addAttribute("user", user == null ? null : user.getName());
        model.addAttribute("administrator", request.isUserInRole("ADMINISTRATOR"));
        model.addAttribute("section", request.getServletPath().startsWith("/admin") ? "admin" : "email");
        model.addAttribute("demo", properties.demoMailServer().enabled());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    String outOfOrder(StoreException failure, Model model) {
        model.addAttribute("status", HttpStatus.SERVICE_UNAVAILABLE.value());
        return "error";
    }
}
