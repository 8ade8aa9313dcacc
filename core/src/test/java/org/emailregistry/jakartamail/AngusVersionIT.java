package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.connection.OwnJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In JVMs of their own, where the library's statement of its version has another one before it. */
class AngusVersionIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"2.0.4", "1.1.0", "2.0.5-M1"})
    void olderOneIsRefusedAtTheStart(String version) throws IOException, InterruptedException {
        assertThat(start(version))
                .contains("refused: Angus Mail " + version + " was found; 2.0.5 or newer is required.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0.5", "2.0.10", "2.1.0", "3.0.0"})
    void newerOneIsTaken(String version) throws IOException, InterruptedException {
        assertThat(start(version)).contains("built");
    }

    @Test
    void theOneThatIsTestedIsTaken() throws IOException, InterruptedException {
        assertThat(OwnJvm.run(Starting.class)).contains("built");
    }

    private String start(String version) throws IOException, InterruptedException {
        Path file = folder.resolve("META-INF/maven/org.eclipse.angus/angus-mail/pom.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "version=" + version + "\n");
        return OwnJvm.run(Starting.class, "-Xbootclasspath/a:" + folder);
    }

    /** The program of that JVM. */
    static final class Starting {
        private Starting() {}

        public static void main(String[] args) {
            try (EmailServiceRegistry registry =
                            EmailServiceRegistry.builder(new ShelfStore()).build();
                    MailConnector connector = MailConnector.builder(registry).build()) {
                System.out.println("built " + connector.getClass().getSimpleName());
            } catch (IllegalStateException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }
}
