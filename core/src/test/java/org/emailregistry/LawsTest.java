package org.emailregistry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Cited laws exist in {@code docs/laws.md}, and each law there has a test that cites it. */
class LawsTest {
    private static final Path LAWS = Path.of("docs", "laws.md");
    private static final Pattern HEADING = Pattern.compile("## Law (\\d+)\\b.*");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`");

    /** For example "law 9", "Laws 3 and 4" or "Laws 5, 6 and 10". */
    private static final Pattern CITATION = Pattern.compile("\\b[Ll]aws? (\\d+(?:(?:,|,? and|,? or| to) \\d+)*)");

    /** The break between two lines of a comment. */
    private static final Pattern LINE_BREAK = Pattern.compile("\\R\\s*(?:\\*|//)?\\s*");

    @Test
    void everyCitedLawExists() throws IOException {
        Set<Integer> laws = laws().keySet();
        for (Path source : sources()) {
            assertThat(laws).as("laws cited in %s", source).containsAll(citedIn(source));
        }
    }

    @Test
    void everyLawIsCitedByATestThatShowsIt() throws IOException {
        List<Path> sources = sources();
        for (Map.Entry<Integer, List<String>> law : laws().entrySet()) {
            Set<Integer> cited = new TreeSet<>();
            for (String test : law.getValue()) {
                assertThat(test).as("law %s is shown by", law.getKey()).matches("\\w+(Contract|Test|IT)");
                cited.addAll(citedIn(source(sources, test)));
            }
            assertThat(cited).as("laws cited in %s", law.getValue()).contains(law.getKey());
        }
    }

    @Test
    void everyClassThatShowsSomethingExists() throws IOException {
        List<Path> sources = sources();
        for (String line : Files.readAllLines(LAWS)) {
            for (String test : shownBy(line)) {
                source(sources, test);
            }
        }
    }

    /** Returns the classes that show each law, by the number of the law. */
    private static Map<Integer, List<String>> laws() throws IOException {
        Map<Integer, List<String>> laws = new TreeMap<>();
        List<String> tests = new ArrayList<>();
        for (String line : Files.readAllLines(LAWS)) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                tests = new ArrayList<>();
                assertThat(laws.put(Integer.valueOf(heading.group(1)), tests))
                        .as("an earlier section with the heading: %s", line)
                        .isNull();
            } else if (line.startsWith("#")) {
                tests = new ArrayList<>();
            }
            tests.addAll(shownBy(line));
        }
        return laws;
    }

    private static List<String> shownBy(String line) {
        return line.startsWith("Shown by: ") ? firstGroups(CLASS, line) : List.of();
    }

    private static Set<Integer> citedIn(Path source) throws IOException {
        String text = LINE_BREAK.matcher(Files.readString(source)).replaceAll(" ");
        Set<Integer> cited = new TreeSet<>();
        for (String numbers : firstGroups(CITATION, text)) {
            for (String number : numbers.split("\\D+", -1)) {
                cited.add(Integer.valueOf(number));
            }
        }
        return cited;
    }

    private static List<String> firstGroups(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(match -> match.group(1)).toList();
    }

    private static Path source(List<Path> sources, String className) {
        List<Path> found = sources.stream()
                .filter(path -> path.endsWith(className + ".java"))
                .toList();
        assertThat(found).as("source files of %s", className).hasSize(1);
        return found.get(0);
    }

    /** Returns the Java sources of all modules. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("core", "inmemory-store", "jdbc-store", "examples")) {
            Files.walkFileTree(Path.of("..", module), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.endsWith("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".java")) {
                        sources.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return sources;
    }
}
