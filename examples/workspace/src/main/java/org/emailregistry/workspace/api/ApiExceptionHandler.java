package org.emailregistry.workspace.api;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.AlreadyConnectedException;
import org.emailregistry.ConfirmationRequiredException;
import org.emailregistry.InvalidRequestException;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.Refusal;
import org.emailregistry.RefusedException;
import org.emailregistry.Resolution;
import org.emailregistry.StaleCatalogException;
import org.emailregistry.StalePlanException;
import org.emailregistry.account.MalformedCredentialsException;
import org.emailregistry.jakartamail.MailboxConnectException;
import org.emailregistry.jakartamail.MailboxCutException;
import org.emailregistry.jakartamail.MailboxUnusableException;
import org.emailregistry.store.StoreException;
import org.emailregistry.workspace.mail.NoMailboxException;
import org.emailregistry.workspace.monitoring.Refusals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns exceptions into problem details (RFC 9457), each with a {@code code} for programs. */
@RestControllerAdvice(basePackageClasses = ApiExceptionHandler.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiExceptionHandler extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiExceptionHandler.class);

    private final Refusals refusals;

    ApiExceptionHandler(Refusals refusals) {
        this.refusals = refusals;
    }

    @ExceptionHandler
    ProblemDetail refused(RefusedException refused) {
        refusals.count(refused);
        ProblemDetail problem =
                problem(status(refused.refusal()), refused.refusal().name(), String.valueOf(refused.getMessage()));
        facts(refused).forEach(problem::setProperty);
        return problem;
    }

    /** Returns the properties that a program needs to react to a refusal. */
    private static Map<String, Object> facts(RefusedException refused) {
        if (refused instanceof InvalidServiceException invalid) {
            return Map.of("problems", invalid.problems());
        } else if (refused instanceof InvalidRequestException invalid) {
            return Map.of("problems", invalid.problems());
        } else if (refused instanceof StalePlanException stale) {
            return Map.of("plan", PlanView.of(stale.fresh()));
        } else if (refused instanceof ConfirmationRequiredException unconfirmed) {
            return Map.of("plan", PlanView.of(unconfirmed.plan()));
        } else if (refused instanceof StaleCatalogException stale) {
            return Map.of("catalog", CatalogView.of(stale.fresh()));
        } else if (refused instanceof AlreadyConnectedException connected) {
            return Map.of("account", connected.account().value());
        } else if (refused instanceof AccountUnusableException unusable) {
            return Map.of("reason", unusable.resolution().reason());
        }
        return Map.of();
    }

    static HttpStatus status(Refusal refusal) {
        return switch (refusal) {
            case INVALID_SERVICE, INVALID_REQUEST -> HttpStatus.UNPROCESSABLE_CONTENT;
            case UNKNOWN_SERVICE, UNKNOWN_ACCOUNT -> HttpStatus.NOT_FOUND;
            case STANDARD_SERVICE,
                    CONFIRMATION_REQUIRED,
                    STALE_PLAN,
                    STALE_CATALOG,
                    SERVICE_NOT_OFFERED,
                    MANUAL_ENTRY_FORBIDDEN,
                    HOST_OF_HIDDEN_SERVICE,
                    SERVICE_MOVED,
                    ALREADY_CONNECTED,
                    ACCOUNT_LIMIT,
                    ACCOUNT_UNUSABLE,
                    ACCOUNT_MOVED -> HttpStatus.CONFLICT;
            case CIPHER_REQUIRED -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    @ExceptionHandler
    ProblemDetail malformed(MalformedCredentialsException malformed) {
        ProblemDetail problem = problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                Refusal.INVALID_REQUEST.name(),
                malformed.problem().message());
        problem.setProperty("problems", List.of(malformed.problem()));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail noMailbox(NoMailboxException none) {
        return problem(HttpStatus.NOT_FOUND, "NO_MAILBOX", "No mailbox is connected.");
    }

    /** Handles failures of the store. The message of the store goes to the log only. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> outOfOrder(StoreException failure) {
        LOG.warn("The store failed", failure);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "STORE_" + failure.kind(),
                        failure.kind() == StoreException.Kind.OUTCOME_UNKNOWN
                                ? "It is unknown whether the change was made. Repeating the request does no harm."
                                : "The database does not answer. Nothing was done."));
    }

    /** Handles failures of the application's own tables. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> outOfOrder(DataAccessResourceFailureException failure) {
        return outOfOrder(new StoreException(StoreException.Kind.UNAVAILABLE, "The database failed", failure));
    }

    @ExceptionHandler
    ProblemDetail mail(MessagingException failure) {
        if (failure instanceof MailboxUnusableException unusable) {
            Resolution.Unusable resolution = unusable.resolution();
            ProblemDetail problem = problem(
                    HttpStatus.CONFLICT, Refusal.ACCOUNT_UNUSABLE.name(), String.valueOf(unusable.getMessage()));
            problem.setProperty("reason", resolution.reason());
            problem.setProperty("serviceName", resolution.serviceName());
            problem.setProperty("since", resolution.since());
            return problem;
        } else if (failure instanceof MailboxConnectException unreachable) {
            ProblemDetail problem = problem(
                    HttpStatus.BAD_GATEWAY,
                    "MAIL_SERVER",
                    "The mail server could not be reached, or refused the connection or the login.");
            problem.setProperty("protocol", unreachable.protocol());
            problem.setProperty("outcome", unreachable.outcome());
            return problem;
        } else if (failure instanceof MailboxCutException) {
            return problem(HttpStatus.CONFLICT, "MAILBOX_CUT", "The mailbox was changed meanwhile. Try again.");
        } else if (failure instanceof AddressException) {
            return problem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "NOT_AN_EMAIL_ADDRESS", "A recipient is not an email address.");
        }
        LOG.info("The mail server failed", failure);
        return problem(HttpStatus.BAD_GATEWAY, "MAIL_SERVER", "The mail server failed or refused the operation.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        invalid.getBody()
                .setProperty(
                        "problems",
                        invalid.getFieldErrors().stream()
                                .map(error ->
                                        Map.of("field", error.getField(), "message", "" + error.getDefaultMessage()))
                                .toList());
        return super.handleMethodArgumentNotValid(invalid, headers, status, request);
    }

    /** Adds a code to the problem details of Spring. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            problem.setProperty("code", HttpStatus.valueOf(status.value()).name());
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(
                URI.create("urn:email-registry:" + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setProperty("code", code);
        return problem;
    }
}
