package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.account.TokenRequest;
import org.emailregistry.account.TokenSource;
import org.emailregistry.account.UserId;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.UserNameFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to log in, and what the answers mean. */
class LoginTest {
    private static final String LOGIN = "erika@acme.example";

    private final List<TokenRequest> asked = new CopyOnWriteArrayList<>();

    private static Credentials password(String password) {
        return Credentials.password(LOGIN, Secret.of(password));
    }

    private ProbeResult probe(ScriptedServer server, MailProtocol protocol, Credentials credentials) {
        return probe(server, protocol, credentials, "token", UserNameFormat.AS_TYPED);
    }

    private ProbeResult probe(
            ScriptedServer server, MailProtocol protocol, Credentials credentials, String token, UserNameFormat form) {
        return probe(server, protocol, credentials, Optional.empty(), token, form);
    }

    private ProbeResult probe(
            ScriptedServer server,
            MailProtocol protocol,
            Credentials credentials,
            Optional<String> smtpLogin,
            String token,
            UserNameFormat form) {
        var tested =
                new MailServer(ServerAddress.parse(TestProbe.HOST + ":" + server.port()), ConnectionSecurity.TLS, form);
        MailServer other = MailServers.server("nobody.acme.example", 1, ConnectionSecurity.TLS);
        TokenSource tokens = request -> {
            asked.add(request);
            return TokenAnswer.token(Secret.of(token));
        };
        try (credentials) {
            return SocketProbe.builder()
                    .settings(TestProbe.HERE)
                    .loginOnly()
                    .build()
                    .probe(new ProbeRequest(
                            protocol == MailProtocol.SMTP
                                    ? new ServerSettings(tested, other)
                                    : new ServerSettings(other, tested),
                            Optional.of(credentials),
                            Origin.ADMINISTRATOR,
                            NetworkGuard.recommended(),
                            Optional.of(TestProbe.AUTHORITY.anchors()),
                            TestProbe.AMPLE,
                            smtpLogin,
                            Optional.of("e.mustermann@acme.example"),
                            Optional.of(tokens),
                            Optional.of(new UserId("erika")),
                            Optional.of(new AccountId("a-1"))))
                    .result(protocol);
        }
    }

    /** An IMAP server with these capabilities that answers each further line with the next of the answers. */
    private static ScriptedServer imap(String capabilities, String... answers) {
        return ScriptedServer.start(peer -> {
            peer.tls(TestProbe.TLS).line("* OK ready").read();
            peer.line("* CAPABILITY IMAP4rev1 " + capabilities).line("A1 OK done");
            answer(peer, answers);
        });
    }

    /** An SMTP server likewise. */
    private static ScriptedServer smtp(String capability, String... answers) {
        return ScriptedServer.start(peer -> {
            peer.tls(TestProbe.TLS).line("220 ready").read();
            peer.line("250-hello").line("250 " + capability);
            answer(peer, answers);
        });
    }

    private static void answer(Peer peer, String... answers) throws IOException {
        for (String answer : answers) {
            peer.read();
            peer.line(answer);
        }
        peer.drain();
    }

    private static List<String> sent(ScriptedServer server) {
        List<String> lines = new ArrayList<>(server.received());
        lines.remove(0);
        lines.removeIf(line -> line.equals("QUIT") || line.endsWith(" LOGOUT"));
        return lines;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final String PLAIN = base64("\0" + LOGIN + "\0pässwörd");

    @Test
    void imapPlainInOneLine() {
        try (ScriptedServer server = imap("AUTH=PLAIN SASL-IR", "A2 OK welcome")) {
            assertThat(probe(server, MailProtocol.IMAP, password("pässwörd")).outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).containsExactly("A2 AUTHENTICATE PLAIN " + PLAIN);
        }
    }

    @Test
    void imapPlainWaitsWhereTheServerWantsIt() {
        try (ScriptedServer server = imap("AUTH=PLAIN", "+ ", "A2 OK welcome")) {
            assertThat(probe(server, MailProtocol.IMAP, password("pässwörd")).outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).containsExactly("A2 AUTHENTICATE PLAIN", PLAIN);
        }
    }

    @Test
    void imapLoginQuotes() {
        try (ScriptedServer server = imap("", "A2 OK welcome")) {
            assertThat(probe(server, MailProtocol.IMAP, password("a \"b\\c")).outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).containsExactly("A2 LOGIN \"erika@acme.example\" \"a \\\"b\\\\c\"");
        }
    }

    @Test
    void imapLoginSendsALiteralWhereQuotesCannotHoldIt() {
        try (ScriptedServer server = imap("", "+ go on", "A2 OK welcome")) {
            assertThat(probe(server, MailProtocol.IMAP, password("ä")).outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).containsExactly("A2 LOGIN \"erika@acme.example\" {2}", "Ã¤");
        }
    }

    @Test
    void smtpPlainInOneLine() {
        try (ScriptedServer server = smtp("AUTH LOGIN PLAIN", "235 welcome")) {
            assertThat(probe(server, MailProtocol.SMTP, password("pässwörd")).outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).containsExactly("AUTH PLAIN " + PLAIN);
        }
    }

    @Test
    void smtpLoginWhereThereIsNoPlain() {
        try (ScriptedServer server = smtp("AUTH=LOGIN", "334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "235 welcome")) {
            assertThat(probe(server, MailProtocol.SMTP, password("secret")).outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).containsExactly("AUTH LOGIN", base64(LOGIN), base64("secret"));
        }
    }

    @Test
    void smtpSpeaksInItsTurn() {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.tls(TestProbe.TLS).line("220 ready").read();
            // A second line before the answer to the first would be in the list by then.
            peer.requireNothingMore();
            peer.line("250-hello").line("250 AUTH PLAIN").read();
            peer.line("235 welcome").drain();
        })) {
            assertThat(probe(server, MailProtocol.SMTP, password("secret")).outcome())
                    .isEqualTo(Outcome.OK);
        }
    }

    @Test
    void refusedPasswordIsNotTriedAnotherWay() {
        try (ScriptedServer server = imap("AUTH=PLAIN AUTH=LOGIN SASL-IR", "A2 NO no", "A3 OK ?")) {
            assertThat(probe(server, MailProtocol.IMAP, password("secret")).outcome())
                    .isEqualTo(Outcome.REFUSED);
            assertThat(sent(server)).hasSize(1);
        }
        try (ScriptedServer server = smtp("AUTH PLAIN LOGIN", "535 no", "235 ?")) {
            assertThat(probe(server, MailProtocol.SMTP, password("secret")).outcome())
                    .isEqualTo(Outcome.CREDENTIALS_REJECTED);
            assertThat(sent(server)).hasSize(1);
        }
    }

    @Test
    void tokenIsAskedForWhenItIsSent() {
        String message = base64("user=" + LOGIN + "\1auth=Bearer token\1\1");
        try (ScriptedServer server = imap("AUTH=XOAUTH2 SASL-IR", "A2 OK welcome")) {
            assertThat(probe(server, MailProtocol.IMAP, Credentials.external(LOGIN))
                            .outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).containsExactly("A2 AUTHENTICATE XOAUTH2 " + message);
            assertThat(asked).singleElement().satisfies(request -> {
                assertThat(request.login()).isEqualTo(LOGIN);
                assertThat(request.owner()).contains(new UserId("erika"));
                assertThat(request.account()).contains(new AccountId("a-1"));
                assertThat(request.server().address().port()).isEqualTo(server.port());
            });
        }
        try (ScriptedServer server = smtp("AUTH PLAIN XOAUTH2", "235 welcome")) {
            assertThat(probe(server, MailProtocol.SMTP, Credentials.external(LOGIN))
                            .outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).containsExactly("AUTH XOAUTH2 " + message);
        }
    }

    @Test
    void tokenIsSentByXoauth2Only() {
        try (ScriptedServer server = imap("AUTH=PLAIN AUTH=OAUTHBEARER SASL-IR", "A2 OK welcome")) {
            assertThat(probe(server, MailProtocol.IMAP, Credentials.external(LOGIN))
                            .outcome())
                    .isEqualTo(Outcome.AUTH_NOT_OFFERED);
            assertThat(sent(server)).isEmpty();
        }
        try (ScriptedServer server = smtp("AUTH PLAIN LOGIN", "235 welcome")) {
            assertThat(probe(server, MailProtocol.SMTP, Credentials.external(LOGIN))
                            .outcome())
                    .isEqualTo(Outcome.AUTH_NOT_OFFERED);
            assertThat(sent(server)).isEmpty();
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void refusedTokenIsToldInAChallenge() {
        String error = base64("{\"status\":\"401\"}");
        try (ScriptedServer server = imap("AUTH=XOAUTH2 SASL-IR", "+ " + error, "A2 NO [AUTHENTICATIONFAILED] no")) {
            assertThat(probe(server, MailProtocol.IMAP, Credentials.external(LOGIN))
                            .outcome())
                    .isEqualTo(Outcome.TOKEN_REFUSED);
            assertThat(sent(server)).hasSize(2).last().isEqualTo("");
        }
        try (ScriptedServer server = smtp("AUTH XOAUTH2", "334 " + error, "535 5.7.8 no")) {
            assertThat(probe(server, MailProtocol.SMTP, Credentials.external(LOGIN))
                            .outcome())
                    .isEqualTo(Outcome.TOKEN_REFUSED);
            assertThat(sent(server)).hasSize(2).last().isEqualTo("");
        }
    }

    @Test
    void longTokenHasALineOfItsOwn() {
        try (ScriptedServer server = smtp("AUTH XOAUTH2", "334 ", "235 welcome")) {
            assertThat(probe(
                                    server,
                                    MailProtocol.SMTP,
                                    Credentials.external(LOGIN),
                                    "t".repeat(2000),
                                    UserNameFormat.AS_TYPED)
                            .outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).hasSize(2).first().isEqualTo("AUTH XOAUTH2");
        }
    }

    @Test
    void tokenThatCouldBeTakenForSomethingElseIsNotSent() {
        for (String token : new String[] {"a\1b", "a\r\nb", "a\ud800b", "a\u0085b", ""}) {
            try (ScriptedServer server = imap("AUTH=XOAUTH2 SASL-IR", "A2 OK welcome")) {
                assertThat(probe(server, MailProtocol.IMAP, Credentials.external(LOGIN), token, UserNameFormat.AS_TYPED)
                                .outcome())
                        .isEqualTo(Outcome.UNEXPECTED);
                assertThat(sent(server)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "erika@acme.example,   AS_TYPED,   erika@acme.example",
        "erika@acme.example,   ADDRESS,    erika@acme.example",
        "erika@acme.example,   LOCAL_PART, erika",
        "e.mustermann,         AS_TYPED,   e.mustermann",
        "e.mustermann,         ADDRESS,    e.mustermann@acme.example",
        "e.mustermann,         LOCAL_PART, e.mustermann",
        "ACME/erika,           ADDRESS,    ACME/erika",
        "ACME/erika,           LOCAL_PART, ACME/erika"
    })
    void theLoginThatWasTypedIsSentInTheFormatOfTheServerAndReported(
            String login, UserNameFormat form, String expected) {
        try (ScriptedServer server = imap("", "A2 OK welcome")) {
            ProbeResult result =
                    probe(server, MailProtocol.IMAP, Credentials.password(login, Secret.of("secret")), "", form);

            assertThat(sent(server)).containsExactly("A2 LOGIN \"" + expected + "\" \"secret\"");
            assertThat(result.userName()).contains(expected);
        }
    }

    @Test
    void theSmtpServerGetsItsOwnLoginAndTheImapServerDoesNot() {
        Optional<String> sender = Optional.of("sender");
        try (ScriptedServer server = smtp("AUTH PLAIN", "235 welcome")) {
            ProbeResult result =
                    probe(server, MailProtocol.SMTP, password("secret"), sender, "token", UserNameFormat.AS_TYPED);
            assertThat(sent(server)).containsExactly("AUTH PLAIN " + base64("\0sender\0secret"));
            assertThat(result.userName()).contains("sender");
        }
        try (ScriptedServer server = imap("", "A2 OK welcome")) {
            ProbeResult result =
                    probe(server, MailProtocol.IMAP, password("secret"), sender, "token", UserNameFormat.AS_TYPED);
            assertThat(sent(server)).containsExactly("A2 LOGIN \"" + LOGIN + "\" \"secret\"");
            assertThat(result.userName()).contains(LOGIN);
        }
    }

    @Test
    void aTokenIsAskedForByTheLoginOfItsServer() {
        try (ScriptedServer server = smtp("AUTH XOAUTH2", "235 welcome")) {
            probe(
                    server,
                    MailProtocol.SMTP,
                    Credentials.external(LOGIN),
                    Optional.of("sender"),
                    "token",
                    UserNameFormat.AS_TYPED);
            assertThat(sent(server)).containsExactly("AUTH XOAUTH2 " + base64("user=sender\1auth=Bearer token\1\1"));
            assertThat(asked).extracting(TokenRequest::login).containsExactly("sender");
        }
    }

    @Test
    void lessThanARefusalIsMisbehaviour() {
        try (ScriptedServer server = smtp("AUTH PLAIN", "250 2.0.0 whatever")) {
            assertThat(probe(server, MailProtocol.SMTP, password("secret")).outcome())
                    .isEqualTo(Outcome.SERVER_MISBEHAVED);
        }
    }

    @Test
    void imapLoginWherePlainWasRefusedBeforeTheSecret() {
        for (String refusal :
                List.of("A2 NO Mechanism not supported", "A2 BAD what?", "A2 NO [AUTHENTICATIONFAILED] no")) {
            try (ScriptedServer server = imap("AUTH=PLAIN", refusal, "A3 OK welcome")) {
                assertThat(probe(server, MailProtocol.IMAP, password("secret")).outcome())
                        .isEqualTo(Outcome.OK);
                assertThat(sent(server))
                        .containsExactly("A2 AUTHENTICATE PLAIN", "A3 LOGIN \"erika@acme.example\" \"secret\"");
            }
        }
    }

    @Test
    void refusalThatIsNotAboutTheMechanismIsTheVerdict() {
        try (ScriptedServer server = imap("AUTH=PLAIN", "A2 NO [UNAVAILABLE] down", "A3 OK ?")) {
            assertThat(probe(server, MailProtocol.IMAP, password("secret")).outcome())
                    .isEqualTo(Outcome.TEMPORARILY_UNAVAILABLE);
            assertThat(sent(server)).hasSize(1);
        }
        try (ScriptedServer server = imap("AUTH=PLAIN LOGINDISABLED", "A2 NO [AUTHENTICATIONFAILED] no", "A3 OK ?")) {
            assertThat(probe(server, MailProtocol.IMAP, password("secret")).outcome())
                    .as("nothing was sent that could be wrong")
                    .isEqualTo(Outcome.REFUSED);
            assertThat(sent(server)).hasSize(1);
        }
    }

    @Test
    void smtpLoginWherePlainIsUnknown() {
        try (ScriptedServer server = smtp(
                "AUTH PLAIN LOGIN",
                "504 5.7.4 Unrecognized authentication type",
                "334 VXNlcm5hbWU6",
                "334 UGFzc3dvcmQ6",
                "235 welcome")) {
            assertThat(probe(server, MailProtocol.SMTP, password("secret")).outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).hasSize(4).contains("AUTH LOGIN", base64(LOGIN), base64("secret"));
        }
        try (ScriptedServer server = smtp("AUTH PLAIN", "504 5.7.4 Unrecognized authentication type", "235 ?")) {
            assertThat(probe(server, MailProtocol.SMTP, password("secret")).outcome())
                    .isEqualTo(Outcome.AUTH_NOT_OFFERED);
            assertThat(sent(server)).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * BYE [UNAVAILABLE] Come back                       | TEMPORARILY_UNAVAILABLE
            * BYE [AUTHENTICATIONFAILED] Go away                | CREDENTIALS_REJECTED
            * BYE                                               | TEMPORARILY_UNAVAILABLE
            * NO [ALERT] Application-specific password required | APP_PASSWORD_REQUIRED
            * NO [LIMIT] Slow down                              | RATE_LIMITED
            * NO what                                           | REFUSED
            * BAD what                                          | SERVER_MISBEHAVED
            """)
    void refusalWithoutATagDoesNotCostTheWholeTime(String line, Outcome outcome) {
        try (ScriptedServer silent = imap("AUTH=PLAIN SASL-IR", line);
                ScriptedServer closing = ScriptedServer.start(peer -> {
                    peer.tls(TestProbe.TLS).line("* OK ready").read();
                    peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR")
                            .line("A1 OK done")
                            .read();
                    peer.line(line);
                })) {
            var timeouts = new Timeouts(TestProbe.AMPLE, TestProbe.AMPLE, Duration.ofSeconds(2), TestProbe.AMPLE);
            for (ScriptedServer server : List.of(silent, closing)) {
                ProbeResult result = TestProbe.login(
                        TestProbe.HERE.withTimeouts(timeouts),
                        MailProtocol.IMAP,
                        server.port(),
                        ConnectionSecurity.TLS,
                        false);
                assertThat(result.outcome()).isEqualTo(outcome);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * NO [ALERT] Please log in via your web browser     | A2 NO LOGIN failed.              | ACCOUNT_BLOCKED
            * NO [UNAVAILABLE] The directory is down            | A2 NO [AUTHENTICATIONFAILED] no  | TEMPORARILY_UNAVAILABLE
            * NO your mailbox is nearly full                    | A2 NO [AUTHENTICATIONFAILED] no  | CREDENTIALS_REJECTED
            * BYE see you                                       | A2 NO [AUTHENTICATIONFAILED] no  | CREDENTIALS_REJECTED
            * OK [ALERT] your password expired nearly           | A2 NO no                         | REFUSED
            * NO your mailbox is nearly full                    | A2 OK welcome                    | OK
            """)
    void reasonMayBeInALineBefore(String untagged, String tagged, Outcome outcome) {
        try (ScriptedServer server = imap("AUTH=PLAIN SASL-IR", untagged + "\r\n" + tagged)) {
            assertThat(probe(server, MailProtocol.IMAP, password("secret")).outcome())
                    .isEqualTo(outcome);
        }
    }

    @Test
    void wordsOfTheServerAreMadeHarmless() {
        try (ScriptedServer server = imap("AUTH=PLAIN SASL-IR", "A2 NO \33[31mre\\d\7 " + "x".repeat(500))) {
            ProbeResult result = probe(server, MailProtocol.IMAP, password("secret"));

            assertThat(result.serverText().orElseThrow())
                    .startsWith("\\x1b[31mre\\\\d\\x07 xxx")
                    .hasSizeLessThanOrEqualTo(ProbeResult.MAXIMUM_SERVER_TEXT);
        }
    }

    @Test
    void verdictDoesNotWaitForTheFarewell() {
        try (ScriptedServer server = imap("AUTH=PLAIN SASL-IR", "A2 OK welcome")) {
            // The server never answers LOGOUT, nor closes TLS.
            assertThat(probe(server, MailProtocol.IMAP, password("secret")).outcome())
                    .isEqualTo(Outcome.OK);
        }
    }
}
