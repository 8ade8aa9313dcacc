package org.emailregistry.workspace.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.web.ErrorProperties;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers requests that reach no controller, such as unknown paths: error pages for people, problem details for programs. */
class ProblemErrorController extends BasicErrorController {
    ProblemErrorController(ErrorAttributes attributes, ErrorProperties properties, List<ErrorViewResolver> views) {
        super(attributes, properties, views);
    }

    @Override
    @RequestMapping
    public ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
        HttpStatus status = getStatus(request);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Map.of(
                        "title", status.getReasonPhrase(),
                        "status", status.value(),
                        "code", status.name()));
    }
}
