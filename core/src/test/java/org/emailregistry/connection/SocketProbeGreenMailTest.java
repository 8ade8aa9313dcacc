package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.probe.Remedy;
import org.emailregistry.service.TrustedCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocketProbeGreenMailTest {
    private final SocketProbe probe =
            SocketProbe.builder().settings(TestProbe.HERE).build();
    private final MailServers servers = MailServers.start();

    @BeforeAll
    void createMailbox() {
        servers.createMailbox("erika@acme.example", "correct horse");
    }

    @AfterAll
    void stop() {
        servers.close();
    }

    @Test
    void rightPasswordIsVerifiedByBothServers() {
        ProbeReport report = probe(Optional.of(MailServers.authority().anchors()), "correct horse");

        assertThat(report.smtp().outcome()).isEqualTo(Outcome.OK);
        assertThat(report.imap().outcome()).isEqualTo(Outcome.OK);
        assertThat(report.verified()).isTrue();
        assertThat(report.imap().capabilities()).contains("IMAP4rev1");
        assertThat(report.smtp().capabilities()).anyMatch(line -> line.startsWith("AUTH "));
        assertThat(report.imap().chain()).hasSize(2);
        assertThat(report.imap().timing()).containsOnlyKeys(EnumSet.complementOf(EnumSet.of(Phase.SENDER)));
        assertThat(report.smtp().timing()).containsOnlyKeys(EnumSet.complementOf(EnumSet.of(Phase.MAILBOX)));
        assertThat(report.imap().phase()).isEmpty();
    }

    @Test
    void wrongPasswordIsTheFaultOfThePasswordField() {
        ProbeReport report = probe(Optional.of(MailServers.authority().anchors()), "wrong");

        assertThat(List.of(report.smtp(), report.imap())).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.CREDENTIALS_REJECTED);
            assertThat(result.field()).contains(Field.PASSWORD);
            assertThat(result.remedy()).contains(Remedy.CHECK_CREDENTIALS);
            assertThat(result.phase()).contains(Phase.LOGIN);
            assertThat(result.serverText()).isPresent();
        });
    }

    @Test
    void tokenIsVerifiedByBothServers() {
        try (Credentials credentials = Credentials.external("erika@acme.example")) {
            ProbeReport report =
                    probe.probe(request(Optional.of(MailServers.authority().anchors()), Optional.of(credentials))
                            .withTokens(asked -> TokenAnswer.token(Secret.of("correct horse"))));

            assertThat(report.smtp().outcome()).isEqualTo(Outcome.OK);
            assertThat(report.imap().outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void tokenSourceThatFailsIsUnexpected() {
        try (Credentials credentials = Credentials.external("erika@acme.example")) {
            ProbeReport report =
                    probe.probe(request(Optional.of(MailServers.authority().anchors()), Optional.of(credentials))
                            .withTokens(asked -> {
                                throw new IllegalStateException("no consent");
                            }));

            assertThat(report).satisfies(both -> {
                assertThat(both.smtp().outcome()).isEqualTo(Outcome.UNEXPECTED);
                assertThat(both.imap().outcome()).isEqualTo(Outcome.UNEXPECTED);
            });
        }
    }

    @Test
    void withoutCredentialsNothingIsVerified() {
        ProbeReport report =
                probe.probe(request(Optional.of(MailServers.authority().anchors()), Optional.empty()));

        assertThat(report.smtp().outcome()).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(report.imap().outcome()).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(report.successful()).isTrue();
        assertThat(report.verified()).isFalse();
    }

    @Test
    void privateAuthorityIsNotTrustedUnlessItIsGiven() {
        ProbeReport report = probe(Optional.empty(), "correct horse");

        assertThat(List.of(report.smtp(), report.imap())).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
            assertThat(result.phase()).contains(Phase.TLS);
            assertThat(result.chain()).isNotEmpty();
        });
    }

    private ProbeReport probe(Optional<TrustedCertificates> trustedCertificates, String password) {
        try (Secret secret = Secret.of(password);
                Credentials credentials = Credentials.password("erika@acme.example", secret)) {
            return probe.probe(request(trustedCertificates, Optional.of(credentials)));
        }
    }

    private ProbeRequest request(Optional<TrustedCertificates> trustedCertificates, Optional<Credentials> credentials) {
        return new ProbeRequest(
                        servers.settings(),
                        credentials,
                        Origin.ADMINISTRATOR,
                        NetworkGuard.recommended(),
                        trustedCertificates,
                        Duration.ofSeconds(60))
                .withAddress("erika@acme.example");
    }
}
