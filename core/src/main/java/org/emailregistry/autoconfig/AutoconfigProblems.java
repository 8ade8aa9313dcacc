package org.emailregistry.autoconfig;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.emailregistry.policy.Problem;
import org.emailregistry.text.Text;

/** Collects the problems of one document, without duplicates, up to 1,000. */
final class AutoconfigProblems {
    private static final int MAXIMUM = 1_000;
    private static final int LONGEST_QUOTE = 80;

    private final Set<AutoconfigProblem> problems = new LinkedHashSet<>();

    void error(String path, int line, AutoconfigProblem.Code code, String message) {
        add(path, line, code, Problem.Severity.ERROR, message);
    }

    void warning(String path, int line, AutoconfigProblem.Code code, String message) {
        add(path, line, code, Problem.Severity.WARNING, message);
    }

    private void add(String path, int line, AutoconfigProblem.Code code, Problem.Severity severity, String message) {
        if (problems.size() < MAXIMUM) {
            problems.add(new AutoconfigProblem(path, line, code, severity, message));
        }
    }

    List<AutoconfigProblem> list() {
        return List.copyOf(problems);
    }

    /** Returns a text from the document for use in a message: shortened, on one line, and in quotes. */
    static String quoted(String text) {
        String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
        return Text.firstForbidden(shown) >= 0 ? "(a text with control characters)" : "\"" + shown + "\"";
    }
}
