package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustAnchors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the server that most of the world's mailboxes are on. */
@Tag("dovecot")
class DovecotTest {
    private static final String LOGIN = "erika@acme.example";
    private static final String PASSWORD = "Pässwörd €42";

    private final TestAuthority authority = TestAuthority.create();

    @TempDir
    Path folder;

    private Dovecot start(TestCertificate certificate) throws IOException {
        Dovecot dovecot = Dovecot.start(folder, certificate, LOGIN, PASSWORD);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(dovecot.isRunning()).as(dovecot.log()).isTrue();
            assertThat(probe(dovecot, ConnectionSecurity.TLS, Optional.empty(), Optional.of(authority.anchors()))
                            .imap()
                            .outcome())
                    .as(dovecot.log())
                    .isNotEqualTo(Outcome.CONNECTION_REFUSED);
        });
        return dovecot;
    }

    private ProbeReport probe(
            Dovecot dovecot,
            ConnectionSecurity security,
            Optional<Credentials> credentials,
            Optional<TrustAnchors> trust) {
        boolean implicit = security == ConnectionSecurity.TLS;
        var settings = new ServerSettings(
                MailServers.server(TestProbe.HOST, implicit ? dovecot.submissions() : dovecot.submission(), security),
                MailServers.server(TestProbe.HOST, implicit ? dovecot.imaps() : dovecot.imap(), security));
        return SocketProbe.builder()
                .resolver(TestProbe::thisMachine)
                .build()
                .probe(new ProbeRequest(
                        settings,
                        credentials,
                        Origin.ADMINISTRATOR,
                        NetworkGuard.recommended(),
                        trust,
                        TestProbe.AMPLE));
    }

    private ProbeReport login(Dovecot dovecot, ConnectionSecurity security, String password) {
        try (Credentials credentials = Credentials.password(LOGIN, Secret.of(password))) {
            return probe(dovecot, security, Optional.of(credentials), Optional.of(authority.anchors()));
        }
    }

    private static void assertOutcome(Dovecot dovecot, ProbeReport report, Outcome outcome) {
        assertThat(report.imap().outcome())
                .as(() -> report + "\n" + dovecot.log())
                .isEqualTo(outcome);
        assertThat(report.smtp().outcome())
                .as(() -> report + "\n" + dovecot.log())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(
            value = ConnectionSecurity.class,
            names = {"STARTTLS", "TLS"})
    void passwords(ConnectionSecurity security) throws IOException {
        try (Dovecot dovecot = start(authority.issue(TestProbe.HOST))) {
            assertOutcome(dovecot, login(dovecot, security, PASSWORD), Outcome.OK);
            assertOutcome(dovecot, login(dovecot, security, "wrong"), Outcome.CREDENTIALS_REJECTED);
        }
    }

    @Test
    void wrongHostInCertificate() throws IOException {
        try (Dovecot dovecot = start(authority.issue("other.acme.example"))) {
            assertOutcome(dovecot, login(dovecot, ConnectionSecurity.TLS, PASSWORD), Outcome.CERTIFICATE_WRONG_HOST);
        }
    }

    @Test
    void expiredCertificate() throws IOException {
        try (Dovecot dovecot = start(authority.issueExpired(TestProbe.HOST))) {
            assertOutcome(dovecot, login(dovecot, ConnectionSecurity.STARTTLS, PASSWORD), Outcome.CERTIFICATE_EXPIRED);
        }
    }

    @Test
    void unknownAuthority() throws IOException {
        try (Dovecot dovecot = start(TestAuthority.create().issue(TestProbe.HOST))) {
            assertOutcome(dovecot, login(dovecot, ConnectionSecurity.TLS, PASSWORD), Outcome.CERTIFICATE_UNTRUSTED);
        }
    }
}
