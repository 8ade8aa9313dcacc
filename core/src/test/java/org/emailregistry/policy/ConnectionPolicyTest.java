package org.emailregistry.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;
import static org.emailregistry.policy.Field.IMAP_SECURITY;
import static org.emailregistry.policy.Field.IMAP_SERVER;
import static org.emailregistry.policy.Field.SMTP_SECURITY;
import static org.emailregistry.policy.Field.SMTP_SERVER;
import static org.emailregistry.policy.Origin.ADMINISTRATOR;
import static org.emailregistry.policy.Origin.USER;
import static org.emailregistry.policy.Problem.Code.HOSTS_SWAPPED;
import static org.emailregistry.policy.Problem.Code.NOT_ENCRYPTED;
import static org.emailregistry.policy.Problem.Code.PORT_OF_OTHER_PROTOCOL;
import static org.emailregistry.policy.Problem.Code.PORT_UNUSUAL;
import static org.emailregistry.policy.Problem.Code.SECURITY_CONTRADICTS_PORT;
import static org.emailregistry.service.ConnectionSecurity.NONE;
import static org.emailregistry.service.ConnectionSecurity.STARTTLS;
import static org.emailregistry.service.ConnectionSecurity.TLS;

import java.util.List;
import java.util.Map;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.policy.Problem.Code;
import org.emailregistry.policy.Problem.Severity;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.UserNameFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionPolicyTest {
    private static final String SMTP = "smtp.acme.example:465";
    private static final String IMAP = "imap.acme.example:993";

    private final ConnectionPolicy policy = ConnectionPolicy.recommended();

    @ParameterizedTest
    @CsvSource({"25, STARTTLS, 143, STARTTLS", "465, TLS, 993, TLS", "587, STARTTLS, 993, TLS"})
    void hasNothingToSayAboutUsualServers(int smtp, ConnectionSecurity s, int imap, ConnectionSecurity i) {
        ServerSettings settings = settings("mail.acme.example:" + smtp, s, "mail.acme.example:" + imap, i);

        assertThat(policy.review(settings, USER)).isEmpty();
        assertThat(policy.review(settings, ADMINISTRATOR)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "465, STARTTLS, TLS",
        "25, TLS, STARTTLS",
        "587, TLS, STARTTLS",
    })
    void anSmtpProtectionThatContradictsItsPortIsNamedWithItsRepair(int port, ConnectionSecurity wrong, String repair) {
        expect(
                settings("smtp.acme.example:" + port, wrong, IMAP, TLS),
                problem(
                        SMTP_SECURITY,
                        SECURITY_CONTRADICTS_PORT,
                        Map.of("port", "" + port, "security", wrong.name(), "repair", repair)));
    }

    @ParameterizedTest
    @CsvSource({"993, STARTTLS, TLS", "143, TLS, STARTTLS"})
    void anImapProtectionThatContradictsItsPortIsNamedWithItsRepair(int port, ConnectionSecurity wrong, String repair) {
        expect(
                settings(SMTP, TLS, "imap.acme.example:" + port, wrong),
                problem(
                        IMAP_SECURITY,
                        SECURITY_CONTRADICTS_PORT,
                        Map.of("port", "" + port, "security", wrong.name(), "repair", repair)));
    }

    @Test
    void noEncryptionIsAProblemOfItsOwn() {
        expect(
                settings("smtp.acme.example:25", NONE, "imap.acme.example:143", NONE),
                problem(SMTP_SECURITY, NOT_ENCRYPTED, Map.of("port", "25", "security", "NONE", "repair", "STARTTLS")),
                problem(IMAP_SECURITY, NOT_ENCRYPTED, Map.of("port", "143", "security", "NONE", "repair", "STARTTLS")));
    }

    @Test
    void noEncryptionOnAPortOfTlsIsTwoProblems() {
        Map<String, String> details = Map.of("port", "465", "security", "NONE", "repair", "TLS");
        expect(
                settings(SMTP, NONE, IMAP, TLS),
                problem(SMTP_SECURITY, NOT_ENCRYPTED, details),
                problem(SMTP_SECURITY, SECURITY_CONTRADICTS_PORT, details));
    }

    @Test
    void aPortOfNeitherProtocolIsNamedWithTheUsualOnes() {
        expect(
                settings("smtp.acme.example:2525", STARTTLS, "imap.acme.example:1143", TLS),
                problem(SMTP_SERVER, PORT_UNUSUAL, Map.of("port", "2525", "ports", "25, 465, 587")),
                problem(IMAP_SERVER, PORT_UNUSUAL, Map.of("port", "1143", "ports", "143, 993")));
    }

    @Test
    void noEncryptionOnAnUnusualPortHasNoObviousRepair() {
        expect(
                settings("smtp.acme.example:2525", NONE, IMAP, TLS),
                problem(SMTP_SERVER, PORT_UNUSUAL, Map.of("port", "2525", "ports", "25, 465, 587")),
                problem(SMTP_SECURITY, NOT_ENCRYPTED, Map.of("port", "2525", "security", "NONE")));
    }

    @ParameterizedTest
    @CsvSource({"993, TLS, 465", "143, TLS, 465", "143, STARTTLS, 587", "993, STARTTLS, 587"})
    void anImapPortUnderSmtpIsReplacedByTheOneForItsProtection(int port, ConnectionSecurity security, int right) {
        expect(
                settings("mail.acme.example:" + port, security, IMAP, TLS),
                problem(
                        SMTP_SERVER,
                        PORT_OF_OTHER_PROTOCOL,
                        Map.of("port", "" + port, "repair", "mail.acme.example:" + right)));
    }

    @ParameterizedTest
    @CsvSource({"465, TLS, 993", "587, TLS, 993", "25, STARTTLS, 143", "587, STARTTLS, 143"})
    void anSmtpPortUnderImapIsReplacedByTheOneForItsProtection(int port, ConnectionSecurity security, int right) {
        expect(
                settings(SMTP, TLS, "mail.acme.example:" + port, security),
                problem(
                        IMAP_SERVER,
                        PORT_OF_OTHER_PROTOCOL,
                        Map.of("port", "" + port, "repair", "mail.acme.example:" + right)));
    }

    @Test
    void swappedPortsAreSwappedBack() {
        expect(
                settings("mail.acme.example:993", TLS, "mail.acme.example:465", TLS),
                problem(SMTP_SERVER, PORT_OF_OTHER_PROTOCOL, Map.of("port", "993", "repair", "mail.acme.example:465")),
                problem(IMAP_SERVER, PORT_OF_OTHER_PROTOCOL, Map.of("port", "465", "repair", "mail.acme.example:993")));
    }

    @Test
    void swappedHostsAreSwappedBack() {
        expect(
                settings("imap.acme.example:465", TLS, "smtp.acme.example:993", TLS),
                problem(SMTP_SERVER, HOSTS_SWAPPED, Map.of("repair", "smtp.acme.example:465")),
                problem(IMAP_SERVER, HOSTS_SWAPPED, Map.of("repair", "imap.acme.example:993")));
    }

    @Test
    void swappedServersAreSwappedBackWithTheirProtection() {
        expect(
                settings("imap.acme.example:993", TLS, "smtp.acme.example:587", STARTTLS),
                problem(SMTP_SERVER, HOSTS_SWAPPED, Map.of("repair", "smtp.acme.example:587")),
                problem(SMTP_SERVER, PORT_OF_OTHER_PROTOCOL, Map.of("port", "993", "repair", "smtp.acme.example:587")),
                problem(
                        SMTP_SECURITY,
                        SECURITY_CONTRADICTS_PORT,
                        Map.of("port", "587", "security", "TLS", "repair", "STARTTLS")),
                problem(IMAP_SERVER, HOSTS_SWAPPED, Map.of("repair", "imap.acme.example:993")),
                problem(IMAP_SERVER, PORT_OF_OTHER_PROTOCOL, Map.of("port", "587", "repair", "imap.acme.example:993")),
                problem(
                        IMAP_SECURITY,
                        SECURITY_CONTRADICTS_PORT,
                        Map.of("port", "993", "security", "STARTTLS", "repair", "TLS")));
    }

    @ParameterizedTest
    @CsvSource({
        "imap.acme.example, imap.acme.example",
        "smtp.acme.example, smtp.acme.example",
        "imap.acme.example, mail.acme.example",
        "mail.acme.example, smtp.acme.example",
        "mail.imap.example, mail.smtp.example",
        "10.0.0.1, 10.0.0.2"
    })
    void onlyNamesThatBothSpeakOfTheOtherAreSwapped(String smtp, String imap) {
        expect(settings(smtp + ":465", TLS, imap + ":993", TLS));
    }

    @Test
    void anAddedSmtpPortIsUsualAndSpeaksStartTls() {
        ConnectionPolicy added =
                ConnectionPolicy.builder().addSmtpPort(2525).addSmtpPort(25).build();

        assertThat(added.review(settings("smtp.acme.example:2525", STARTTLS, IMAP, TLS), USER))
                .isEmpty();
        assertThat(added.review(settings("smtp.acme.example:25", STARTTLS, IMAP, TLS), USER))
                .isEmpty();
        assertThat(added.review(settings("smtp.acme.example:2525", TLS, IMAP, TLS), USER))
                .extracting(Problem::code, p -> p.details().get("repair"))
                .containsExactly(tuple(SECURITY_CONTRADICTS_PORT, "STARTTLS"));
        assertThat(added.review(settings(SMTP, TLS, "imap.acme.example:2525", TLS), USER))
                .extracting(Problem::code)
                .containsExactly(PORT_OF_OTHER_PROTOCOL);
        assertThat(added.smtpPorts()).containsExactly(25, 465, 587, 2525);
        assertThat(added.imapPorts()).containsExactly(143, 993);
        assertThat(policy.smtpPorts()).containsExactly(25, 465, 587);
    }

    @Test
    void anAddedImapPortIsUsualWithAnyEncryption() {
        ConnectionPolicy added = ConnectionPolicy.builder().addImapPort(1143).build();

        assertThat(added.review(settings(SMTP, TLS, "imap.acme.example:1143", STARTTLS), USER))
                .isEmpty();
        assertThat(added.review(settings(SMTP, TLS, "imap.acme.example:1143", TLS), USER))
                .isEmpty();
        assertThat(added.review(settings(SMTP, TLS, "imap.acme.example:1143", NONE), USER))
                .extracting(Problem::code)
                .containsExactly(NOT_ENCRYPTED);
        assertThat(added.imapPorts()).containsExactly(143, 993, 1143);
    }

    @Test
    void requiredEncryptionIsAnErrorToAdministratorsToo() {
        ConnectionPolicy strict = ConnectionPolicy.builder().requireEncryption().build();

        assertThat(strict.review(settings("smtp.acme.example:25", NONE, IMAP, STARTTLS), ADMINISTRATOR))
                .extracting(Problem::code, Problem::severity)
                .containsExactly(
                        tuple(NOT_ENCRYPTED, Severity.ERROR), tuple(SECURITY_CONTRADICTS_PORT, Severity.WARNING));
    }

    @Test
    void aPortBelongsToOneProtocol() {
        ConnectionPolicy.Builder builder =
                ConnectionPolicy.builder().addSmtpPort(2525).addImapPort(1143);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.addSmtpPort(993));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.addSmtpPort(1143));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.addImapPort(587));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.addImapPort(2525));
    }

    @Test
    void refusesPortsThatAreNone() {
        ConnectionPolicy.Builder builder = ConnectionPolicy.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.addSmtpPort(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.addImapPort(65536));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.addImapPort(-1));
        assertThat(builder.addSmtpPort(1).addImapPort(65535).build().imapPorts())
                .contains(65535);
    }

    @Test
    void aBuiltPolicyDoesNotChangeWithItsBuilder() {
        ConnectionPolicy.Builder builder = ConnectionPolicy.builder();
        ConnectionPolicy before = builder.build();
        builder.addSmtpPort(2525).requireEncryption();

        assertThat(before.smtpPorts()).containsExactly(25, 465, 587);
        assertThat(before.review(settings("smtp.acme.example:25", NONE, IMAP, TLS), ADMINISTRATOR))
                .noneMatch(Problem::isError);
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesMissingArguments() {
        ServerSettings settings = settings(SMTP, TLS, IMAP, TLS);

        assertThatNullPointerException().isThrownBy(() -> policy.review(null, USER));
        assertThatNullPointerException().isThrownBy(() -> policy.review(settings, null));
    }

    @Test
    void anErrorHasNoDetails() {
        assertThat(Problem.error(SMTP_SERVER, Code.MISSING, "Nothing was filled in."))
                .isEqualTo(new Problem(SMTP_SERVER, Code.MISSING, Severity.ERROR, "Nothing was filled in.", Map.of()));
    }

    /** The same problems for both; warnings for one, errors for the other. */
    private void expect(ServerSettings settings, Expected... expected) {
        for (Origin origin : Origin.values()) {
            Severity severity = origin == USER ? Severity.ERROR : Severity.WARNING;
            List<Problem> problems = policy.review(settings, origin);
            assertThat(problems)
                    .extracting(problem -> new Expected(problem.field(), problem.code(), problem.details()))
                    .containsExactly(expected);
            assertThat(problems).allSatisfy(problem -> {
                assertThat(problem.severity()).isEqualTo(severity);
                assertThat(problem.message()).endsWith(".");
            });
        }
    }

    private record Expected(Field field, Code code, Map<String, String> details) {}

    private static Expected problem(Field field, Code code, Map<String, String> details) {
        return new Expected(field, code, details);
    }

    private static ServerSettings settings(String smtp, ConnectionSecurity s, String imap, ConnectionSecurity i) {
        return new ServerSettings(
                new MailServer(ServerAddress.parse(smtp), s, UserNameFormat.AS_TYPED),
                new MailServer(ServerAddress.parse(imap), i, UserNameFormat.AS_TYPED));
    }
}
