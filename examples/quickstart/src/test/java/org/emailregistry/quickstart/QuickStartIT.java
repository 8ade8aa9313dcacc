package org.emailregistry.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.inmemory.InMemoryRegistryStore;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
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
    void theListingOfTheReadmeIsTheWholeProgram() throws IOException {
        List<String> listing = lines(Files.readString(root().resolve("README.md"))
                .split("```java\n", 2)[1]
                .split("```", 2)[0]);
        List<String> program = lines(Files.readString(
                root().resolve("examples/quickstart/src/main/java/org/emailregistry/quickstart/FirstMailbox.java")));
        assertThat(program).startsWith("package org.emailregistry.quickstart;");
        assertThat(listing).isEqualTo(program.subList(1, program.size()));
    }

    @Test
    void theReadmeHasAtMost800Words() throws IOException {
        assertThat(Files.readString(root().resolve("README.md")).split("\\s+")).hasSizeLessThanOrEqualTo(800);
    }

    @Test
    void theLinksOfTheReadmeLeadSomewhere() throws IOException {
        List<String> links = Pattern.compile("]\\(([^):#]+)(?:#[^)]*)?\\)")
                .matcher(Files.readString(root().resolve("README.md")))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links).hasSizeGreaterThan(10).allMatch(link -> Files.exists(root().resolve(link)));
    }

    @Test
    void theProgramOfTheReadmeConnectsAMailbox() throws Exception {
        ConnectionSettings here = ConnectionSettings.recommended()
                .withResolver(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})));
        try (MailServer server = MailServer.start("acme.example");
                var registry = EmailServiceRegistry.builder(new InMemoryRegistryStore())
                        .policy(ConnectionPolicy.builder()
                                .addSmtpPort(server.smtpPort())
                                .build())
                        .probe(SocketProbe.builder().settings(here).build())
                        .build();
                var connector = MailConnector.builder(registry).settings(here).build()) {
            server.welcome("anna");
            ServiceDraft draft = ServiceDraft.named("Acme Mail")
                    .withSmtp(server.smtp(), ConnectionSecurity.TLS)
                    .withImap(server.imap(), ConnectionSecurity.TLS)
                    .withTrustedCertificates(authority.pem());
            assertThat(FirstMailbox.connect(
                            registry, connector, draft, "anna@acme.example", MailServer.password("anna")))
                    .isEqualTo("Welcome");
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
