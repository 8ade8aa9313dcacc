package org.emailregistry.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuickStartIT {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    /** One for all tests: GreenMail reads its key store once. */
    private PrivateAuthority authority;

    @BeforeAll
    void makeAuthority() throws Exception {
        authority = PrivateAuthority.ofDemonstration();
        authority.useInGreenMail();
    }

    @AfterAll
    void deleteAuthority() throws IOException {
        authority.close();
    }

    @Test
    void theStoryIsToldAsItStandsInTheTranscript() throws Exception {
        var bytes = new ByteArrayOutputStream();
        QuickStart.run(authority, new PrintStream(bytes, true, StandardCharsets.UTF_8), NOON);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines(transcript());
    }

    private static String transcript() throws IOException {
        try (InputStream in = QuickStartIT.class.getResourceAsStream("transcript.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theExampleOfTheReadmeIsTheCodeOfTheExample() throws IOException {
        Path root = root();
        List<String> example = lines(Files.readString(root.resolve("README.md"))
                .split("```java\n", 2)[1]
                .split("```", 2)[0]);
        List<String> source = lines(Files.readString(
                root.resolve("examples/quickstart/src/main/java/org/emailregistry/quickstart/ReadmeExample.java")));
        assertThat(example).hasSizeBetween(15, 30);
        assertThat(source).containsSequence(example);
    }

    @Test
    void theExampleOfTheReadmeBeginsByLine25() throws IOException {
        List<String> readme = Files.readAllLines(root().resolve("README.md"));
        assertThat(readme.indexOf("```java")).isBetween(0, 24);
    }

    @Test
    void theExampleOfTheReadmeWorks() throws Exception {
        try (MailServer server = MailServer.start("acme.example")) {
            assertThat(ReadmeExample.run(server, authority.pem())).containsExactly("Welcome");
        }
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The folder of the whole project: the tests run in the folder of their module. */
    private static Path root() {
        return Path.of("").toAbsolutePath().resolve("../..").normalize();
    }
}
