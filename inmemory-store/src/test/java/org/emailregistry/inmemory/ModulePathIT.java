package org.emailregistry.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A modular program that has nothing but the built jars and what they bring along. */
class ModulePathIT {

    /** The jar of this module and its dependencies at run time. */
    private static final String JARS = System.getProperty("module.path", "");

    @TempDir
    Path folder;

    @Test
    void aModularProgramCompilesAndRuns() throws Exception {
        write("module-info.java", """
                module program {
                    requires org.emailregistry.inmemory;
                }
                """);
        write("program/Main.java", """
                package program;

                import org.emailregistry.EmailServiceRegistry;
                import org.emailregistry.standard.StandardServices;
                import org.emailregistry.connection.SocketProbe;
                import org.emailregistry.inmemory.InMemoryRegistryStore;
                import org.emailregistry.jakartamail.MailConnector;
                import org.emailregistry.service.ConnectionSecurity;
                import org.emailregistry.service.ServiceDraft;

                public class Main {
                    public static void main(String... arguments) {
                        try (var registry = EmailServiceRegistry.builder(new InMemoryRegistryStore())
                                        .standardServices(StandardServices.common())
                                        .probe(SocketProbe.builder().build())
                                        .build();
                                var connector = MailConnector.builder(registry).build()) {
                            registry.administration("admin").add(ServiceDraft.named("Corporate")
                                    .withSmtp("mail.example.com:465", true)
                                    .withImap("mail.example.com:993", ConnectionSecurity.TLS));
                            java.util.Objects.requireNonNull(connector);
                            registry.offer().services().forEach(service -> System.out.println(service.name()));
                        }
                    }
                }
                """);
        assertThat(javac("--release", "17", "-Xlint:all", "-Werror")).isEmpty();
        assertThat(java()).contains("Gmail").contains("Corporate");
    }

    @Test
    void aPackageThatIsNotPublicIsOutOfReach() throws Exception {
        write("module-info.java", "module program { requires org.emailregistry.core; }");
        write("program/Main.java", "package program; class Main { org.emailregistry.internal.vault.Vault vault; }");
        assertThat(javac("--release", "17")).contains("package org.emailregistry.internal.vault is not visible");
    }

    @Test
    void annotationsForNullnessAreNotNeeded() {
        Path[] jars =
                Arrays.stream(JARS.split(File.pathSeparator, -1)).map(Path::of).toArray(Path[]::new);
        assertThat(jars).allSatisfy(jar -> assertThat(jar).isRegularFile());
        assertThat(ModuleFinder.of(jars).find("org.emailregistry.core")).isPresent();
        assertThat(ModuleFinder.of(jars).find("org.emailregistry.inmemory")).isPresent();
        assertThat(ModuleFinder.of(jars).find("org.jspecify")).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve("source").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** What the compiler has to say. */
    private String javac(String... options) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of(
                "--module-path",
                JARS,
                "-d",
                folder.resolve("program").toString(),
                folder.resolve("source/module-info.java").toString(),
                folder.resolve("source/program/Main.java").toString()));
        ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        out.flush();
        return said.toString();
    }

    /** What the program prints. */
    private String java() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        JARS + File.pathSeparator + folder.resolve("program"),
                        "--module",
                        "program/program.Main")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(output);
        assertThat(ended).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
