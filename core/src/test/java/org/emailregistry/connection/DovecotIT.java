package org.emailregistry.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServerSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the server that most of the world's mailboxes are on. */
@Tag("dovecot")
class DovecotIT {
    private static final String LOGIN = "erika@acme.example";
    private static final String PASSWORD = "Pässwörd €42";

    private final TestAuthority authority = TestAuthority.create();

    @TempDir
    Path folder;

    private Dovecot start(TestCertificate certificate) throws IOException {
        return Dovecot.start(folder, certificate, LOGIN, PASSWORD);
    }

    private ProbeReport probe(Dovecot dovecot, ConnectionSecurity security, Credentials credentials, String token) {
        boolean implicit = security == ConnectionSecurity.TLS;
        var settings = new ServerSettings(
                MailServers.server(TestProbe.HOST, implicit ? dovecot.submissions() : dovecot.submission(), security),
                MailServers.server(TestProbe.HOST, implicit ? dovecot.imaps() : dovecot.imap(), security));
        return SocketProbe.builder()
                .settings(TestProbe.HERE)
                .build()
                .probe(new ProbeRequest(
                                settings,
                                Optional.of(credentials),
                                Origin.ADMINISTRATOR,
                                NetworkGuard.recommended(),
                                Optional.of(authority.anchors()),
                                TestProbe.AMPLE)
                        .withAddress(LOGIN)
                        .withTokens(asked -> TokenAnswer.token(Secret.of(token))));
    }

    private ProbeReport login(Dovecot dovecot, ConnectionSecurity security, String password) {
        try (Credentials credentials = Credentials.password(LOGIN, Secret.of(password))) {
            return probe(dovecot, security, credentials, "");
        }
    }

    private ProbeReport login(Dovecot dovecot, ConnectionSecurity security, Instant expires, byte[] key) {
        try (Credentials credentials = Credentials.external(LOGIN)) {
            return probe(dovecot, security, credentials, Dovecot.token(LOGIN, expires, key));
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
            ProbeReport report = login(dovecot, security, PASSWORD);
            assertOutcome(dovecot, report, Outcome.OK);
            assertThat(report.imap().timing()).containsKey(Phase.MAILBOX);
            assertThat(report.smtp().timing()).containsKey(Phase.SENDER);
            assertOutcome(dovecot, login(dovecot, security, "wrong"), Outcome.CREDENTIALS_REJECTED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ConnectionSecurity.class,
            names = {"STARTTLS", "TLS"})
    void tokens(ConnectionSecurity security) throws IOException {
        Instant now = Instant.now();
        try (Dovecot dovecot = start(authority.issue(TestProbe.HOST))) {
            assertOutcome(dovecot, login(dovecot, security, now.plus(1, ChronoUnit.HOURS), Dovecot.key()), Outcome.OK);
            assertOutcome(
                    dovecot,
                    login(dovecot, security, now.minus(1, ChronoUnit.HOURS), Dovecot.key()),
                    Outcome.TOKEN_REFUSED);
            assertOutcome(
                    dovecot,
                    login(dovecot, security, now.plus(1, ChronoUnit.HOURS), "somebody else's key".getBytes(US_ASCII)),
                    Outcome.TOKEN_REFUSED);
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
