package org.emailregistry.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.UserNameFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeReportTest {
    private static final Set<Outcome> HIDDEN = EnumSet.of(
            Outcome.HOST_UNKNOWN,
            Outcome.ADDRESS_FORBIDDEN,
            Outcome.CONNECTION_REFUSED,
            Outcome.TIMEOUT,
            Outcome.NOT_THIS_PROTOCOL);

    private static ProbeResult detailed(Outcome outcome) {
        return new ProbeResult(
                outcome,
                outcome.field(MailProtocol.IMAP),
                outcome.remedy(),
                Optional.of("anna"),
                Optional.of(Phase.CONNECT),
                Map.of(Phase.DNS, Duration.ofMillis(3)),
                List.of("IMAP4rev1"),
                List.of(),
                Optional.of("words"));
    }

    @ParameterizedTest
    @EnumSource
    void usersLearnNothingBehindTheName(Outcome outcome) {
        var report = new ProbeReport(detailed(outcome), detailed(outcome));
        Outcome seen = HIDDEN.contains(outcome) ? Outcome.UNREACHABLE : outcome;

        assertThat(report.closedSet().imap())
                .as("the outcome, and what the user typed")
                .isEqualTo(ProbeResult.of(MailProtocol.IMAP, seen).withUserName(Optional.of("anna")));
        assertThat(report.withoutDetails().imap())
                .isEqualTo(ProbeResult.of(MailProtocol.IMAP, outcome).withUserName(Optional.of("anna")));
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureNamesAFieldOrSaysThatItIsNobodysFault(Outcome outcome) {
        Set<Outcome> nobodys = EnumSet.of(
                Outcome.OK,
                Outcome.OK_WITHOUT_LOGIN,
                Outcome.BUSY,
                Outcome.LOOKUP_BUSY,
                Outcome.CLIENT_NAME_REFUSED,
                Outcome.CLIENT_ADDRESS_BLOCKED,
                Outcome.REFUSED,
                Outcome.TEMPORARILY_UNAVAILABLE,
                Outcome.RATE_LIMITED,
                Outcome.UNEXPECTED);

        assertThat(outcome.field(MailProtocol.SMTP).isEmpty()).isEqualTo(nobodys.contains(outcome));
        assertThat(outcome.remedy().isEmpty()).isEqualTo(outcome.successful() || outcome == Outcome.UNEXPECTED);
    }

    @Test
    void fieldIsThatOfTheProtocol() {
        assertThat(Outcome.HOST_UNKNOWN.field(MailProtocol.SMTP)).contains(Field.SMTP_SERVER);
        assertThat(Outcome.TLS_EXPECTED.field(MailProtocol.IMAP)).contains(Field.IMAP_SECURITY);
    }

    @Test
    void onlyAnAcceptedCredentialIsVerified() {
        assertThat(ProbeReport.ok().verified()).isTrue();
        assertThat(ProbeReport.of(Outcome.OK_WITHOUT_LOGIN)).satisfies(report -> {
            assertThat(report.successful()).isTrue();
            assertThat(report.verified()).isFalse();
        });
        assertThat(new ProbeReport(
                                ProbeResult.of(MailProtocol.SMTP, Outcome.OK),
                                ProbeResult.of(MailProtocol.IMAP, Outcome.TIMEOUT))
                        .successful())
                .isFalse();
    }

    @Test
    void aReportTellsWhichUserNameEachServerGets() {
        try (Credentials credentials = Credentials.external("anna")) {
            var settings = new ServerSettings(server(UserNameFormat.AS_TYPED), server(UserNameFormat.ADDRESS));
            var bare = new ProbeRequest(
                    settings,
                    Optional.empty(),
                    Origin.USER,
                    NetworkGuard.recommended(),
                    Optional.empty(),
                    Duration.ofSeconds(1));
            assertThat(bare.userName(MailProtocol.SMTP)).as("no credentials").isEmpty();
            assertThat(ProbeReport.ok().withUserNames(bare)).isEqualTo(ProbeReport.ok());

            var request = new ProbeRequest(
                    settings,
                    Optional.of(credentials),
                    Origin.USER,
                    NetworkGuard.recommended(),
                    Optional.empty(),
                    Duration.ofSeconds(1),
                    Optional.of("sender"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            assertThat(request.userName(MailProtocol.SMTP)).contains("sender");
            assertThat(request.userName(MailProtocol.IMAP)).as("no address").contains("anna");
            ProbeReport report = ProbeReport.ok()
                    .withUserNames(request.withAddress("anna@acme.example")
                            .withTokens(asked -> TokenAnswer.token(Secret.of("x"))));
            assertThat(report.smtp().userName()).contains("sender");
            assertThat(report.imap().userName()).contains("anna@acme.example");
        }
    }

    private static MailServer server(UserNameFormat format) {
        return new MailServer(ServerAddress.parse("mail.acme.example:993"), ConnectionSecurity.TLS, format);
    }

    @Test
    void requestNeedsTime() {
        MailServer server = server(UserNameFormat.AS_TYPED);
        assertThatThrownBy(() -> new ProbeRequest(
                        new ServerSettings(server, server),
                        Optional.empty(),
                        Origin.USER,
                        NetworkGuard.recommended(),
                        Optional.empty(),
                        Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
