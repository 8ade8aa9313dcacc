package org.emailregistry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc compile. */
class JavadocExamplesTest {
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\R(.*?)\\R\\s*\\* }</pre>", Pattern.DOTALL);
    private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*\\* ?");

    private static final String BEFORE = """
            import java.time.*;
            import java.util.*;
            import jakarta.mail.Folder;
            import jakarta.mail.Message;
            import jakarta.mail.Store;
            import jakarta.mail.internet.MimeMessage;
            import org.emailregistry.*;
            import org.emailregistry.account.*;
            import org.emailregistry.connection.*;
            import org.emailregistry.jakartamail.*;
            import org.emailregistry.service.*;
            import org.emailregistry.standard.*;
            import org.emailregistry.store.*;

            """;
    private static final String PARAMETERS = "RegistryStore store, EmailServiceRegistry registry, Administration admin,"
            + " UserId anna, MailAccount account";

    /** The examples in Java, by the name of their type; an example that is an object of JSON is none. */
    private static Map<String, String> examples() throws IOException {
        Map<String, String> examples = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String type = file.getFileName().toString().replace(".java", "");
                String found = EXAMPLE.matcher(Files.readString(file))
                        .results()
                        .map(match -> MARGIN.matcher(match.group(1)).replaceAll(""))
                        .filter(example -> !example.startsWith("{"))
                        .collect(Collectors.joining("\n"));
                if (!found.isEmpty()) {
                    examples.put(type, found);
                }
            }
        }
        return examples;
    }

    @Test
    void theTypesThatPeopleStartWithHaveOne() throws IOException {
        assertThat(examples())
                .containsKeys(
                        "EmailServiceRegistry",
                        "Administration",
                        "MailAccounts",
                        "ServiceDraft",
                        "Credentials",
                        "MailConnector");
    }

    @Test
    void allOfThemCompile() throws IOException {
        List<JavaFileObject> sources = examples().entrySet().stream()
                .<JavaFileObject>map(example -> new Source(example.getKey() + "Example", example.getValue()))
                .toList();
        var problems = new DiagnosticCollector<JavaFileObject>();
        List<String> options =
                List.of("-proc:none", "-implicit:none", "-d", "target", "-cp", System.getProperty("java.class.path"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        // Analysed only: nothing is written.
        var task = (com.sun.source.util.JavacTask) compiler.getTask(null, null, problems, options, null, sources);
        task.analyze();
        assertThat(problems.getDiagnostics())
                .filteredOn(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .isEmpty();
    }

    /** A class with one method, whose body is an example. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String example) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            text = BEFORE + "class " + name + " {\n    void example(" + PARAMETERS + ") throws Exception {\n" + example
                    + "\n}\n}\n";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
