package org.emailregistry.internal;

import java.util.List;
import java.util.Map;
import org.emailregistry.address.ParsedAddress;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.TypedServer;
import org.emailregistry.text.Text;

/** Creates {@link Problem}s of values that a person typed. */
public final class Problems {
    private Problems() {}

    public static boolean anyError(List<Problem> problems) {
        return problems.stream().anyMatch(Problem::isError);
    }

    public static Problem of(Field field, String subject, Text.Flaw flaw, int maximum) {
        return switch (flaw) {
            case MISSING -> Problem.error(field, Problem.Code.MISSING, subject + " is missing.");
            case TOO_LONG ->
                new Problem(
                        field,
                        Problem.Code.TOO_LONG,
                        Problem.Severity.ERROR,
                        subject + " has more than " + maximum + " characters.",
                        Map.of("maximum", Integer.toString(maximum)));
            case FORBIDDEN_CHARACTER ->
                Problem.error(
                        field,
                        Problem.Code.FORBIDDEN_CHARACTER,
                        subject + " contains a character that is not allowed.");
        };
    }

    /** Adds the problems that a pair of typed servers has under every policy: missing and malformed values. */
    public static void addTyped(List<Problem> problems, TypedServer smtp, TypedServer imap) {
        addTyped(problems, smtp, "The SMTP server", Field.SMTP_SERVER, Field.SMTP_SECURITY);
        addTyped(problems, imap, "The IMAP server", Field.IMAP_SERVER, Field.IMAP_SECURITY);
    }

    private static void addTyped(
            List<Problem> problems, TypedServer typed, String subject, Field server, Field security) {
        if (typed.parsed() instanceof ParsedAddress.Malformed malformed) {
            problems.add(
                    Text.isBlank(typed.text())
                            ? of(server, subject, Text.Flaw.MISSING, 0)
                            : malformed(server, subject, malformed));
        }
        if (typed.security().isEmpty()) {
            problems.add(of(security, "The connection protection", Text.Flaw.MISSING, 0));
        }
    }

    private static Problem malformed(Field field, String subject, ParsedAddress.Malformed malformed) {
        var details = new java.util.HashMap<String, String>();
        details.put("problem", malformed.problem().name());
        details.put("offset", Integer.toString(malformed.offset()));
        malformed.suggestion().ifPresent(suggestion -> details.put("suggestion", suggestion));
        String message = subject + " is not host:port (" + malformed.problem() + " at character "
                + (malformed.offset() + 1) + ")."
                + malformed.suggestion().map(s -> " Perhaps " + s + "?").orElse("");
        return new Problem(field, Problem.Code.ADDRESS_MALFORMED, Problem.Severity.ERROR, message, details);
    }
}
