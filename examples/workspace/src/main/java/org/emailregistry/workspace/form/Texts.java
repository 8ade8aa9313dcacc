package org.emailregistry.workspace.form;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.emailregistry.InvalidRequestException;
import org.emailregistry.RefusedException;
import org.emailregistry.address.AddressProblem;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The texts for the library's codes, from {@code messages.properties}. */
@Component
public class Texts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

    private final MessageSource messages;

    Texts(MessageSource messages) {
        this.messages = messages;
    }

    /** Returns the text of a code: {@code outcome.TIMEOUT} for {@code Outcome.TIMEOUT}. */
    public String of(Enum<?> code) {
        return of(key(code));
    }

    /** Returns the key of a code. For a nested type such as {@code Change.Kind}, it begins with the enclosing type. */
    public static String key(Enum<?> code) {
        Class<?> type = code.getDeclaringClass();
        boolean nested =
                type.getSimpleName().equals("Kind") || type.getSimpleName().equals("Code");
        String kind = (nested ? type.getEnclosingClass() : type).getSimpleName();
        return Character.toLowerCase(kind.charAt(0)) + kind.substring(1) + "." + code.name();
    }

    /** Returns a text with its arguments filled in. */
    public String of(String key, Object... arguments) {
        Locale locale = LocaleContextHolder.getLocale();
        return messages.getMessage(key, arguments, locale);
    }

    /** Returns a server and the protection of its connection. */
    public String of(MailServer server) {
        ConnectionSecurity security = server.security();
        return server.address() + " · " + (security.encrypted() ? of(security) : of("server.notEncrypted"));
    }

    /** Returns problems as the form shows them at the fields. */
    public List<FieldProblem> problems(List<Problem> problems) {
        return problems.stream().map(this::problem).toList();
    }

    private FieldProblem problem(Problem problem) {
        return new FieldProblem(
                Inputs.of(problem.field()),
                problem.isError(),
                of(key(problem.code()), arguments(problem)),
                fix(problem.details()));
    }

    private Object[] arguments(Problem problem) {
        Map<String, String> details = problem.details();
        return switch (problem.code()) {
            case ADDRESS_MALFORMED ->
                new Object[] {
                    AddressProblem.valueOf(details.getOrDefault("problem", AddressProblem.MISSING.name()))
                            .message()
                };
            case DOMAIN_MALFORMED -> new Object[] {details.getOrDefault("domain", "")};
            case TOO_LONG, TOO_MANY -> new Object[] {details.getOrDefault("maximum", "")};
            case PORT_UNUSUAL -> new Object[] {details.getOrDefault("port", ""), details.getOrDefault("ports", "")};
            case PORT_OF_OTHER_PROTOCOL -> new Object[] {details.getOrDefault("port", "")};
            case SECURITY_CONTRADICTS_PORT ->
                new Object[] {details.getOrDefault("port", ""), security(details.get("security"))};
            default -> new Object[] {of(problem.field())};
        };
    }

    private String security(@Nullable String name) {
        return name == null ? "" : of(ConnectionSecurity.valueOf(name));
    }

    private static @Nullable String fix(Map<String, String> details) {
        return details.getOrDefault("suggestion", details.get("repair"));
    }

    /** Returns a refusal as problems at the fields, if it names fields, otherwise as one problem of the whole form. */
    public List<FieldProblem> problems(RefusedException refused) {
        return refused instanceof InvalidRequestException invalid
                ? problems(invalid.problems())
                : List.of(new FieldProblem("form", true, of(refused.refusal()), null));
    }

    /** Returns an error at a field. */
    public FieldProblem error(Field field, Problem.Code code) {
        return problem(Problem.error(field, code, ""));
    }

    /** Returns the outcome of opening a mailbox, and its remedy. */
    public String outcome(MailProtocol protocol, Outcome outcome) {
        return of(protocol) + ": " + of(outcome)
                + outcome.remedy().map(remedy -> " " + of(remedy)).orElse("");
    }

    /** Returns a point in time as text, in the time zone of this server. */
    public String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }
}
