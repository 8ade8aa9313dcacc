package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.probe.Remedy;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustedCertificates;
import org.junit.jupiter.api.Test;

/** Whose certificates are taken, and what is said of the others. No credentials are involved. */
class CertificateTest {
    private static final String HOST = "mail.acme.example";

    private final TestAuthority authority = TestAuthority.create();
    private final SocketProbe probe =
            SocketProbe.builder().settings(TestProbe.HERE).build();

    private ProbeResult probe(
            String host, TestCertificate certificate, Optional<TrustedCertificates> trustedCertificates) {
        try (ScriptedServer server = ScriptedServer.start(peer -> imap(peer, certificate))) {
            var settings = new ServerSettings(
                    MailServers.server(host, 1, ConnectionSecurity.TLS),
                    MailServers.server(host, server.port(), ConnectionSecurity.TLS));
            return probe.probe(new ProbeRequest(
                            settings,
                            Optional.empty(),
                            Origin.ADMINISTRATOR,
                            NetworkGuard.recommended(),
                            trustedCertificates,
                            Duration.ofSeconds(60)))
                    .result(MailProtocol.IMAP);
        }
    }

    private static void imap(Peer peer, TestCertificate certificate) throws IOException {
        peer.tls(certificate.serverContext()).line("* OK ready").read();
        peer.line("* CAPABILITY IMAP4rev1").line("A1 OK done").drain();
    }

    private ProbeResult probe(String host, TestCertificate certificate) {
        return probe(host, certificate, Optional.of(authority.anchors()));
    }

    @Test
    void typedNameIsTaken() {
        assertThat(probe(HOST, authority.issue("other.example", HOST)).outcome())
                .isEqualTo(Outcome.OK_WITHOUT_LOGIN);
    }

    @Test
    void wildcardForTheWholeFirstLabelIsTaken() {
        assertThat(probe(HOST, authority.issue("*.acme.example")).outcome()).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
    }

    @Test
    void partialWildcardIsNot() {
        ProbeResult result = probe(HOST, authority.issue("m*l.acme.example"));

        assertThat(result.outcome()).isEqualTo(Outcome.CERTIFICATE_WRONG_HOST);
        assertThat(result.chain()).isNotEmpty();
    }

    @Test
    void wildcardForTwoLabelsIsNot() {
        assertThat(probe("imap.mail.acme.example", authority.issue("*.acme.example"))
                        .outcome())
                .isEqualTo(Outcome.CERTIFICATE_WRONG_HOST);
    }

    @Test
    void commonNameIsNoName() {
        ProbeResult result = probe(HOST, authority.issueForCommonName(HOST));

        assertThat(result.outcome()).isEqualTo(Outcome.CERTIFICATE_WRONG_HOST);
    }

    @Test
    void otherNameIsWrong() {
        ProbeResult result = probe(HOST, authority.issue("mail.other.example"));

        assertThat(result.outcome()).isEqualTo(Outcome.CERTIFICATE_WRONG_HOST);
        assertThat(result.field()).contains(Field.IMAP_SERVER);
        assertThat(result.remedy()).contains(Remedy.USE_NAME_IN_CERTIFICATE);
        assertThat(result.chain()).isNotEmpty();
    }

    @Test
    void addressInNumbersIsTakenIfTheCertificateIsForIt() {
        assertThat(probe("127.0.0.1", authority.issue("127.0.0.1")).outcome()).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(probe("127.0.0.1", authority.issue("127.0.0.2")).outcome())
                .isEqualTo(Outcome.CERTIFICATE_WRONG_HOST);
    }

    @Test
    void expiredIsExpired() {
        ProbeResult result = probe(HOST, authority.issueExpired(HOST));

        assertThat(result.outcome()).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
        assertThat(result.remedy()).contains(Remedy.ASK_SERVER_OPERATOR);
        assertThat(result.chain()).isNotEmpty();
    }

    @Test
    void unknownAuthorityIsNotTrusted() {
        ProbeResult result = probe(HOST, TestAuthority.create().issue(HOST));

        assertThat(result.outcome()).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
        assertThat(result.field()).contains(Field.TRUSTED_CERTIFICATES);
        assertThat(result.remedy()).contains(Remedy.ADD_TRUSTED_CERTIFICATES);
        assertThat(result.chain()).isNotEmpty();
    }

    @Test
    void trustOfOneServiceIsNobodyElses() {
        TestCertificate certificate = authority.issue(HOST);

        assertThat(probe(HOST, certificate).outcome()).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(probe(HOST, certificate, Optional.empty()).outcome()).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
    }
}
