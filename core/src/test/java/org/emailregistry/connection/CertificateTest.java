package org.emailregistry.connection;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.emailregistry.connection.TestAuthority.excluding;
import static org.emailregistry.connection.TestAuthority.extension;
import static org.emailregistry.connection.TestAuthority.issuerAt;
import static org.emailregistry.connection.TestAuthority.names;
import static org.emailregistry.connection.TestAuthority.permitting;
import static org.emailregistry.connection.TestAuthority.purpose;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.connection.TestAuthority.Validity;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose certificates are taken, and what is said of the others. No credentials are involved. */
class CertificateTest {
    private static final String HOST = "mail.acme.example";

    private final TestAuthority authority = TestAuthority.create();
    private final SocketProbe probe =
            SocketProbe.builder().settings(TestProbe.HERE).build();

    private ProbeResult probe(
            String host, TestCertificate certificate, Optional<TrustedCertificates> trustedCertificates) {
        return probe(host, ConnectionSecurity.TLS, certificate, trustedCertificates);
    }

    private ProbeResult probe(
            String host,
            ConnectionSecurity security,
            TestCertificate certificate,
            Optional<TrustedCertificates> trustedCertificates) {
        try (ScriptedServer server = ScriptedServer.start(peer -> imap(peer, security, certificate))) {
            var settings = new ServerSettings(
                    MailServers.server(host, 1, ConnectionSecurity.TLS),
                    MailServers.server(host, server.port(), security));
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

    private static void imap(Peer peer, ConnectionSecurity security, TestCertificate certificate) throws IOException {
        if (security == ConnectionSecurity.TLS) {
            peer.tls(certificate.serverContext()).line("* OK ready");
        } else {
            peer.line("* OK ready");
            answer(peer, "");
            peer.tls(certificate.serverContext());
        }
        answer(peer, "* CAPABILITY IMAP4rev1\r\n");
        peer.drain();
    }

    private static void answer(Peer peer, String data) throws IOException {
        String command = peer.read();
        peer.line(data + command.substring(0, command.indexOf(' ')) + " OK done");
    }

    private ProbeResult probe(String host, TestCertificate certificate) {
        return probe(host, certificate, Optional.of(authority.anchors()));
    }

    private Outcome outcome(TestCertificate certificate) {
        return outcome(certificate, authority);
    }

    private Outcome outcome(TestCertificate certificate, TestAuthority first, TestAuthority... others) {
        return outcome(
                certificate,
                first.pem() + Stream.of(others).map(TestAuthority::pem).collect(joining()));
    }

    private Outcome outcome(TestCertificate certificate, String trust) {
        return probe(HOST, certificate, Optional.of(TrustedCertificates.parse(trust)))
                .outcome();
    }

    private Outcome ofPlatform(TestCertificate certificate) {
        return probe(HOST, certificate, Optional.empty()).outcome();
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

        assertThat(result.outcome()).isEqualTo(Outcome.CERTIFICATE_WITHOUT_NAMES);
        assertThat(result.field()).contains(Field.IMAP_SERVER);
        assertThat(result.remedy()).contains(Remedy.ASK_SERVER_OPERATOR);
        assertThat(result.chain()).isNotEmpty();
    }

    @Test
    void addressForMailIsNoNameOfAServer() {
        var address = new GeneralNames(new GeneralName(GeneralName.rfc822Name, "postmaster@acme.example"));

        assertThat(outcome(authority.issue(Validity.NOW, extension(Extension.subjectAlternativeName, false, address))))
                .isEqualTo(Outcome.CERTIFICATE_WITHOUT_NAMES);
    }

    @Test
    void namesOfTheOtherKindAreWrongButNotMissing() {
        assertThat(probe("127.0.0.1", authority.issue(HOST)).outcome()).isEqualTo(Outcome.CERTIFICATE_WRONG_HOST);
        assertThat(outcome(authority.issue("127.0.0.1"))).isEqualTo(Outcome.CERTIFICATE_WRONG_HOST);
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

    @Test
    void certificateThatIsNotValidYetIsAsGoodAsExpired() {
        assertThat(outcome(authority.issue(Validity.FUTURE, names(HOST)))).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
    }

    @Test
    void whatExpiredIsToldBeforeTheLackOfTrust() {
        assertThat(outcome(TestAuthority.create().issueExpired(HOST))).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
        assertThat(outcome(TestAuthority.selfSigned(Validity.PAST, names(HOST))))
                .isEqualTo(Outcome.CERTIFICATE_EXPIRED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Validity.class,
            names = {"PAST", "FUTURE"})
    void intermediateExpires(Validity validity) {
        TestAuthority expired = authority.intermediate(validity);
        TestCertificate certificate = expired.issue(HOST);

        assertThat(outcome(certificate)).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
        assertThat(outcome(certificate.sentWith(authority.certificate(), expired.certificate())))
                .as("in whatever order")
                .isEqualTo(Outcome.CERTIFICATE_EXPIRED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Validity.class,
            names = {"PAST", "FUTURE"})
    void trustedRootExpires(Validity validity) {
        TestAuthority root = TestAuthority.create(validity);

        assertThat(outcome(root.issue(HOST), root)).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
        assertThat(outcome(root.issue(HOST).sentWith(), root))
                .as("not sent itself")
                .isEqualTo(Outcome.CERTIFICATE_EXPIRED);
        assertThat(outcome(root.intermediate(Validity.NOW).issue(HOST), root)).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
    }

    @Test
    void renewedRootTakesThePlaceOfTheExpiredOne() {
        TestAuthority old = TestAuthority.create(Validity.PAST);
        TestAuthority renewed = old.renewed(Validity.NOW);

        assertThat(outcome(old.issue(HOST), renewed)).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(outcome(old.issue(HOST), old, renewed)).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(outcome(renewed.issue(HOST), old)).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
    }

    @Test
    void trustedCertificateOfTheServerItselfExpires() {
        TestCertificate valid = TestAuthority.selfSigned(Validity.NOW, names(HOST));
        TestCertificate expired = TestAuthority.selfSigned(Validity.PAST, names(HOST));
        TestCertificate issued = authority.issueExpired(HOST);

        assertThat(outcome(valid, valid.pem())).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(outcome(expired, expired.pem())).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
        assertThat(outcome(issued, issued.pem())).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
        assertThat(probe("other.example", valid, Optional.of(TrustedCertificates.parse(valid.pem())))
                        .outcome())
                .as("trust is no name")
                .isEqualTo(Outcome.CERTIFICATE_WRONG_HOST);
    }

    @Test
    void trustedCertificateOfAServerIssuesNone() {
        TestAuthority noAuthority = TestAuthority.notAnAuthority();

        assertThat(outcome(noAuthority.issue(HOST), noAuthority)).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void missingIntermediateIsTheTaskOfTheOperator() {
        ProbeResult result =
                probe(HOST, authority.intermediate(Validity.NOW).issue(HOST).sentWith());

        assertThat(result.outcome()).isEqualTo(Outcome.CERTIFICATE_CHAIN_INCOMPLETE);
        assertThat(result.field()).contains(Field.IMAP_SERVER);
        assertThat(result.remedy()).contains(Remedy.ASK_SERVER_OPERATOR);
        assertThat(result.chain()).hasSize(1);
    }

    @Test
    void noOtherCertificateStandsInForTheMissingOne() {
        TestAuthority intermediate = authority.intermediate(Validity.NOW);
        TestCertificate certificate = intermediate.issue(HOST);
        X509Certificate other = authority.intermediate(Validity.NOW).certificate();

        assertThat(outcome(certificate)).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(outcome(certificate.sentWith(other))).isEqualTo(Outcome.CERTIFICATE_CHAIN_INCOMPLETE);
        assertThat(outcome(certificate.sentWith(authority.certificate())))
                .as("the root is no intermediate")
                .isEqualTo(Outcome.CERTIFICATE_CHAIN_INCOMPLETE);
        assertThat(outcome(certificate.sentWith(certificate.certificate())))
                .as("the server's own, twice")
                .isEqualTo(Outcome.CERTIFICATE_CHAIN_INCOMPLETE);
        assertThat(outcome(certificate.sentWith(intermediate.rekeyed().certificate())))
                .as("the same name, another key")
                .isEqualTo(Outcome.CERTIFICATE_CHAIN_INCOMPLETE);
    }

    @Test
    void administratorMayGiveTheIntermediateThatTheServerDoesNotSend() {
        TestAuthority intermediate = authority.intermediate(Validity.NOW);
        TestCertificate certificate = intermediate.issue(HOST).sentWith();

        assertThat(outcome(certificate, intermediate)).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(outcome(certificate, authority, intermediate)).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
    }

    @Test
    void otherKeyOfTheTrustedAuthorityIsUntrustedButNotMissing() {
        assertThat(outcome(authority.rekeyed().issue(HOST).sentWith())).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
    }

    /** Every public authority says in each certificate where its own is; a private one hardly ever. */
    @Test
    void publicAuthorityIsToldFromAPrivateOneByTheAddressOfTheIssuer() {
        Extension web = issuerAt("http://ca.example/intermediate.crt");
        Extension directory = issuerAt("ldap:///CN=Acme%20CA,CN=AIA?cACertificate?base");

        assertThat(ofPlatform(authority.issue(Validity.NOW, names(HOST), web).sentWith()))
                .isEqualTo(Outcome.CERTIFICATE_CHAIN_INCOMPLETE);
        assertThat(ofPlatform(
                        authority.issue(Validity.NOW, names(HOST), directory).sentWith()))
                .isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
        assertThat(ofPlatform(authority.issue(HOST).sentWith())).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void completeChainToAnUnknownRootIsUntrusted() {
        Extension web = issuerAt("https://ca.example/" + "intermediate".repeat(12) + ".crt");
        TestAuthority intermediate = authority.intermediate(Validity.NOW, web);
        TestCertificate certificate = intermediate.issue(Validity.NOW, names(HOST), web);

        assertThat(ofPlatform(certificate.sentWith())).isEqualTo(Outcome.CERTIFICATE_CHAIN_INCOMPLETE);
        assertThat(ofPlatform(certificate)).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
        assertThat(ofPlatform(certificate.sentWith(intermediate.certificate())))
                .as("roots are mostly not sent")
                .isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
        assertThat(ofPlatform(TestAuthority.selfSigned(Validity.NOW, names(HOST), web)))
                .isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void certificateForAnotherPurposeIsUntrusted() {
        assertThat(outcome(authority.issue(Validity.NOW, names(HOST), purpose(KeyPurposeId.id_kp_emailProtection))))
                .isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
        assertThat(outcome(authority.issue(Validity.NOW, names(HOST), purpose(KeyPurposeId.id_kp_serverAuth))))
                .isEqualTo(Outcome.OK_WITHOUT_LOGIN);
    }

    static Stream<Arguments> constraints() {
        return Stream.of(
                arguments(permitting("acme.example"), true),
                arguments(permitting(HOST), true),
                arguments(permitting("other.example"), false),
                arguments(permitting("other.example", "acme.example"), true),
                arguments(permitting("cme.example"), false),
                arguments(permitting("imap." + HOST), false),
                arguments(permitting("10.0.0.0/8"), true),
                arguments(excluding("acme.example"), false),
                arguments(excluding("other.example"), true),
                arguments(excluding("10.0.0.0/8"), true));
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void authorityCertifiesOnlyTheNamesThatItMay(Extension constraints, boolean permitted) {
        Outcome expected = permitted ? Outcome.OK_WITHOUT_LOGIN : Outcome.CERTIFICATE_UNTRUSTED;
        TestAuthority root = TestAuthority.create(Validity.NOW, constraints);
        TestAuthority below = root.intermediate(Validity.NOW);
        TestAuthority intermediate = authority.intermediate(Validity.NOW, constraints);

        assertThat(outcome(root.issue(HOST), root)).isEqualTo(expected);
        assertThat(outcome(root.issue(HOST).sentWith(), root)).isEqualTo(expected);
        assertThat(outcome(below.issue(HOST), root)).isEqualTo(expected);
        assertThat(outcome(root.issue(HOST), root, TestAuthority.create()))
                .as("one of two")
                .isEqualTo(expected);
        assertThat(outcome(intermediate.issue(HOST))).isEqualTo(expected);
        assertThat(outcome(intermediate.issue(HOST), intermediate))
                .as("trusted itself")
                .isEqualTo(expected);
    }

    @Test
    void authorityCertifiesOnlyTheAddressesThatItMay() {
        TestAuthority here = TestAuthority.create(Validity.NOW, permitting("127.0.0.0/8"));
        TestAuthority elsewhere = TestAuthority.create(Validity.NOW, permitting("10.0.0.0/8"));

        assertThat(probe("127.0.0.1", here.issue("127.0.0.1"), Optional.of(here.anchors()))
                        .outcome())
                .isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(probe("127.0.0.1", elsewhere.issue("127.0.0.1"), Optional.of(elsewhere.anchors()))
                        .outcome())
                .isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void wildcardIsANameThatAnAuthorityMayCertifyOrNot() {
        TestAuthority root = TestAuthority.create(Validity.NOW, permitting("acme.example"));

        assertThat(outcome(root.issue("*.acme.example"), root)).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        assertThat(outcome(root.issue("*.acme.example", "*.other.example"), root))
                .as("one name too many")
                .isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void constraintsThatCannotBeReadPermitNothing() {
        TestAuthority root =
                TestAuthority.create(Validity.NOW, new Extension(Extension.nameConstraints, false, new byte[] {1, 1}));

        assertThat(outcome(root.issue(HOST), root)).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void pinnedCertificateIsTakenWhateverItSays() {
        for (TestCertificate certificate : List.of(
                TestAuthority.selfSigned(),
                TestAuthority.create().issueForCommonName("bridge"),
                authority.intermediate(Validity.PAST).issue("other.example"),
                authority.issue(Validity.NOW, purpose(KeyPurposeId.id_kp_emailProtection)))) {
            assertThat(pinned("127.0.0.1", certificate, certificate)).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
            assertThat(pinned(HOST, certificate, certificate)).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        }
    }

    @Test
    void noOtherCertificateIsTakenInPlaceOfThePinnedOne() {
        TestCertificate pinned = authority.issue(HOST);
        TestCertificate sibling = authority.issue(HOST);

        assertThat(pinned(HOST, sibling, pinned)).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
        assertThat(pinned(HOST, sibling.sentWith(pinned.certificate()), pinned))
                .as("sent, but without its key")
                .isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
        assertThat(outcome(pinned, "sha-256 " + authority.fingerprint()))
                .as("the authority is pinned, not what it issues")
                .isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Validity.class,
            names = {"PAST", "FUTURE"})
    void pinnedCertificateExpires(Validity validity) {
        TestCertificate certificate = TestAuthority.selfSigned(validity, names(HOST));

        assertThat(pinned(HOST, certificate, certificate)).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
        assertThat(pinned(HOST, certificate, TestAuthority.selfSigned())).isEqualTo(Outcome.CERTIFICATE_UNTRUSTED);
    }

    private Outcome pinned(String host, TestCertificate sent, TestCertificate pinned) {
        var pin = Optional.of(TrustedCertificates.pinned(pinned.fingerprint()));
        assertThat(probe(host, ConnectionSecurity.STARTTLS, sent, pin).outcome())
                .isEqualTo(probe(host, sent, pin).outcome());
        return probe(host, sent, pin).outcome();
    }
}
