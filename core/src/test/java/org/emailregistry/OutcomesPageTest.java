package org.emailregistry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.emailregistry.connection.Hostile;
import org.emailregistry.probe.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The table of outcomes in docs/outcomes.md: complete, in order, and with a test behind every line that exists. */
class OutcomesPageTest {
    private static final Path PAGE = Path.of("docs", "outcomes.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern ATTACK = Pattern.compile("`((?:…)?[A-Z][A-Z0-9_]*(?:…)?|…[A-Z0-9_]+…?)`");
    private static final Pattern NUMBER = Pattern.compile("\\((\\d+) attacks\\)");

    /** A line of the table. */
    private record Line(String outcome, boolean hidden, String field, String remedy, String shownBy) {
        static Line of(String text) {
            List<String> cells =
                    Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
            return new Line(
                    cells.get(1).replace("`", "").replace(" *", ""),
                    cells.get(1).endsWith(" *"),
                    cells.get(3),
                    cells.get(4),
                    cells.get(5));
        }
    }

    private static List<Line> lines() throws IOException {
        return Files.readString(PAGE, StandardCharsets.UTF_8)
                .lines()
                .dropWhile(line -> !line.startsWith("| outcome "))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(Line::of)
                .toList();
    }

    @Test
    void everyOutcomeHasItsLine() throws IOException {
        assertThat(lines())
                .extracting(Line::outcome)
                .containsExactlyElementsOf(
                        Stream.of(Outcome.values()).map(Outcome::name).toList());
        assertThat(lines()).allSatisfy(line -> {
            Outcome outcome = Outcome.valueOf(line.outcome());
            assertThat(line.hidden()).as("%s", line).isEqualTo(outcome.hiddenFromUsers());
            assertThat(line.remedy().isEmpty())
                    .as("%s", line)
                    .isEqualTo(outcome.remedy().isEmpty());
        });
    }

    @Test
    void everyLineHasATestBehindIt() throws IOException {
        assertThat(lines()).allSatisfy(line -> {
            List<MatchResult> tests = all(TEST, line.shownBy());
            assertThat(tests)
                    .as("%s", line)
                    .isNotEmpty()
                    .allSatisfy(test -> assertIsATest(test.group(1), test.group(2)));
        });
    }

    @Test
    void everyAttackThatIsNamedHasThisOutcome() throws IOException {
        assertThat(lines()).allSatisfy(line -> {
            Outcome outcome = Outcome.valueOf(line.outcome());
            for (MatchResult attack : all(ATTACK, line.shownBy())) {
                Pattern pattern = Pattern.compile(attack.group(1).replace("…", ".*"));
                assertThat(Hostile.values())
                        .as("%s", line)
                        .filteredOn(hostile -> pattern.matcher(hostile.name()).matches())
                        .isNotEmpty()
                        .allMatch(hostile -> hostile.outcome == outcome);
            }
            for (MatchResult number : all(NUMBER, line.shownBy())) {
                assertThat(Hostile.values())
                        .filteredOn(hostile -> hostile.outcome == outcome)
                        .hasSize(Integer.parseInt(number.group(1)));
            }
        });
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().toList();
    }

    private static void assertIsATest(String className, String methodName) throws ClassNotFoundException {
        String room = className.equals("OutcomeTest") ? "probe" : "connection";
        Class<?> test = Class.forName("org.emailregistry." + room + "." + className);
        List<Method> methods = Stream.of(test.getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .filter(method -> methodName == null || method.getName().equals(methodName))
                .toList();
        assertThat(methods).as("%s.%s", className, methodName).isNotEmpty();
    }
}
