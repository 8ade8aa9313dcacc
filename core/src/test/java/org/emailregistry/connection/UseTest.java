package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.emailregistry.connection.TestProbe.HERE;
import static org.emailregistry.connection.TestProbe.LOGIN;
import static org.emailregistry.probe.MailProtocol.IMAP;
import static org.emailregistry.probe.MailProtocol.SMTP;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.probe.Remedy;
import org.emailregistry.service.ConnectionSecurity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test does with a mailbox after an accepted login, and what the answers mean. */
class UseTest {
    private static final String ID = "ID (\"name\" \"Email Service Registry\")";
    private static final String EXAMINE = "EXAMINE INBOX";
    private static final String MAIL = "MAIL FROM:<erika@acme.example>";

    /** Lets anybody in, and answers each further command with the next of the answers. */
    private static ScriptedServer imap(String capabilities, String welcome, String... answers) {
        return ScriptedServer.start(peer -> {
            peer.tls(TestProbe.TLS).line("* OK ready").read();
            peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR " + capabilities)
                    .line("A1 OK done")
                    .read();
            peer.line("A2 OK " + welcome);
            for (String answer : answers) {
                String tag = peer.read().split(" ", -1)[0];
                peer.line(answer.replace("TAG", tag).replace("/", "\r\n"));
            }
            peer.drain();
        });
    }

    /** An SMTP server likewise. */
    private static ScriptedServer smtp(String capability, String... answers) {
        return ScriptedServer.start(peer -> {
            welcome(peer, capability);
            for (String answer : answers) {
                peer.read();
                peer.line(answer);
            }
            peer.drain();
        });
    }

    private static void welcome(Peer peer, String capability) throws IOException {
        peer.tls(TestProbe.TLS).line("220 ready").read();
        peer.line("250-hello").line("250-AUTH PLAIN").line("250 " + capability).read();
        peer.line("235 welcome");
    }

    private static ProbeRequest request(MailProtocol protocol, ScriptedServer server, Credentials credentials) {
        return new ProbeRequest(
                TestProbe.settings(protocol, server.port(), ConnectionSecurity.TLS),
                Optional.of(credentials),
                Origin.ADMINISTRATOR,
                NetworkGuard.recommended(),
                Optional.of(TestProbe.AUTHORITY.anchors()),
                TestProbe.AMPLE);
    }

    private static ProbeResult probe(
            SocketProbe.Builder probe, MailProtocol protocol, ScriptedServer server, @Nullable String address) {
        try (Credentials credentials = Credentials.password(LOGIN, Secret.of(TestProbe.PASSWORD))) {
            ProbeRequest request = request(protocol, server, credentials);
            return probe.build()
                    .probe(address == null ? request : request.withAddress(address))
                    .result(protocol);
        }
    }

    private static ProbeResult probe(ConnectionSettings settings, MailProtocol protocol, ScriptedServer server) {
        return probe(SocketProbe.builder().settings(settings), protocol, server, LOGIN);
    }

    private static ProbeResult probe(MailProtocol protocol, ScriptedServer server) {
        return probe(HERE, protocol, server);
    }

    /** The commands after the login, without tags and farewell. */
    private static List<String> sent(ScriptedServer server) {
        List<String> lines = new ArrayList<>(server.received());
        lines.subList(0, 2).clear();
        lines.replaceAll(line -> line.replaceFirst("^A\\d+ ", ""));
        lines.removeIf(line -> line.equals("QUIT") || line.equals("LOGOUT"));
        return lines;
    }

    @Test
    void loginIsFollowedByTheNameOfTheClientAndTheInbox() {
        try (ScriptedServer server = imap(
                "ID",
                "welcome",
                "* ID (\"name\" {5}/Cyrus)/TAG OK done",
                "* 17 EXISTS/* OK [UIDVALIDITY 1] ok/TAG OK [READ-ONLY] done")) {
            ProbeResult result = probe(IMAP, server);

            assertThat(result.outcome()).isEqualTo(Outcome.OK);
            assertThat(result.phase()).isEmpty();
            assertThat(result.timing()).containsKeys(Phase.LOGIN, Phase.MAILBOX).doesNotContainKey(Phase.SENDER);
            assertThat(sent(server)).containsExactly(ID, EXAMINE);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ID  | welcome                          | true
            id  | welcome                          | true
            X   | welcome                          | false
            ID  | [CAPABILITY IMAP4rev1] welcome   | false
            X   | [CAPABILITY IMAP4rev1 ID] welcome| true
            """)
    void nameOfTheClientIsSentWhereTheServerWantsItAfterTheLogin(String before, String welcome, boolean sent) {
        try (ScriptedServer server = imap(before, welcome, "TAG OK done", "TAG OK done")) {
            assertThat(probe(IMAP, server).outcome()).isEqualTo(Outcome.OK);
            assertThat(sent(server).contains(ID)).isEqualTo(sent);
        }
    }

    @Test
    void hostNamesItself() {
        try (ScriptedServer server = imap("ID", "welcome", "TAG OK done", "TAG OK done")) {
            probe(HERE.withClientId("The \"best\" \\ mail", "1.0 beta"), IMAP, server);

            assertThat(sent(server))
                    .first()
                    .isEqualTo("ID (\"name\" \"The \\\"best\\\" \\\\ mail\" \"version\" \"1.0 beta\")");
        }
        try (ScriptedServer server = imap("ID", "welcome", "TAG OK done")) {
            assertThat(probe(HERE.withoutClientId(), IMAP, server).outcome()).isEqualTo(Outcome.OK);
            assertThat(sent(server)).containsExactly(EXAMINE);
        }
    }

    @Test
    void nameOfTheClientFitsIntoACommand() {
        for (String text : List.of("", "a\r\nA9 DELETE INBOX", "a\0", "Müller", "x".repeat(1025))) {
            assertThatThrownBy(() -> HERE.withClientId(text, "1")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> HERE.withClientId("Acme", text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(HERE.withClientId("x".repeat(1024), "x".repeat(1024))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAG NO no", "TAG BAD what?", "* NO no/TAG OK done", "* ID NIL/TAG OK done"})
    void whatTheServerAnswersToTheNameDoesNotMatter(String answer) {
        try (ScriptedServer server = imap("ID", "welcome", answer, "TAG OK done")) {
            assertThat(probe(IMAP, server).outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void mailboxThatIsOpenedOnlyForClientsWithANameIsOpened() {
        String refusal = "TAG NO EXAMINE Unsafe Login. Please contact kefu@188.com for help";
        try (ScriptedServer server = imap("ID", "welcome", refusal)) {
            assertThat(probe(HERE.withoutClientId(), IMAP, server).outcome()).isEqualTo(Outcome.MAILBOX_NOT_OPENED);
        }
        try (ScriptedServer server = imap("ID", "welcome", "TAG OK done", "TAG OK done", refusal)) {
            assertThat(probe(IMAP, server).outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void farewellWhileTheNameIsSentIsToldAsSuch() {
        try (ScriptedServer server = imap("ID", "welcome", "* BYE [UNAVAILABLE] down/TAG BYE")) {
            assertThat(probe(IMAP, server).outcome()).isEqualTo(Outcome.TEMPORARILY_UNAVAILABLE);
        }
        try (ScriptedServer server = imap("ID", "welcome", "+ go on")) {
            assertThat(probe(IMAP, server).outcome()).isEqualTo(Outcome.SERVER_MISBEHAVED);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TAG NO no                                                    | MAILBOX_NOT_OPENED
            TAG BAD User is authenticated but not connected.             | MAILBOX_NOT_OPENED
            TAG NO [NONEXISTENT] Unknown Mailbox: INBOX                  | MAILBOX_NOT_OPENED
            TAG NO [NOPERM] Permission denied                            | MAILBOX_NOT_OPENED
            TAG NO [AUTHENTICATIONFAILED] Invalid credentials            | MAILBOX_NOT_OPENED
            TAG NO [EXPIRED] password expired                            | MAILBOX_NOT_OPENED
            TAG NO [PRIVACYREQUIRED] not without TLS                     | MAILBOX_NOT_OPENED
            TAG NO [UNAVAILABLE] User is authenticated but not connected | TEMPORARILY_UNAVAILABLE
            TAG NO [INUSE] Mailbox is locked                             | TEMPORARILY_UNAVAILABLE
            TAG NO [SERVERBUG] Internal error occurred                   | TEMPORARILY_UNAVAILABLE
            TAG NO Server unavailable. 15                                | TEMPORARILY_UNAVAILABLE
            TAG NO [LIMIT] no more                                       | RATE_LIMITED
            TAG NO Too many simultaneous connections                     | RATE_LIMITED
            TAG NO IMAP access is disabled for your account              | IMAP_SWITCHED_OFF
            TAG NO Your account is suspended                             | ACCOUNT_BLOCKED
            * NO [UNAVAILABLE] disk/TAG NO failed                        | TEMPORARILY_UNAVAILABLE
            * BYE/TAG BYE                                                | TEMPORARILY_UNAVAILABLE
            * NO nearly full/TAG OK done                                 | OK
            + go on                                                      | SERVER_MISBEHAVED
            whatever                                                     | SERVER_MISBEHAVED
            """)
    void mailboxThatIsNotOpenedIsNotOk(String answer, Outcome outcome) {
        try (ScriptedServer server = imap("X", "welcome", answer)) {
            ProbeResult result = probe(IMAP, server);

            assertThat(result.outcome()).isEqualTo(outcome);
            assertThat(result.outcome().countsTowardsSuspension()).isFalse();
            assertThat(result.phase().stream()).allMatch(Phase.MAILBOX::equals);
        }
    }

    @Test
    void mailboxMayHaveHundredsOfFlags() {
        String flags = "$Keyword ".repeat(1500);
        try (ScriptedServer server = imap(
                "X",
                "welcome",
                "* FLAGS (" + flags + ")/* OK [PERMANENTFLAGS (" + flags + ")] limited/TAG OK [READ-ONLY] done")) {
            assertThat(probe(IMAP, server).outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void senderIsAnnouncedAndGivenUp() {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            welcome(peer, "SIZE");
            peer.read();
            peer.requireNothingMore();
            peer.line("250 2.1.0 ok").read();
            peer.requireNothingMore();
            peer.line("250 2.0.0 ok").drain();
        })) {
            ProbeResult result = probe(SMTP, server);

            assertThat(result.outcome()).isEqualTo(Outcome.OK);
            assertThat(result.timing()).containsKeys(Phase.LOGIN, Phase.SENDER).doesNotContainKey(Phase.MAILBOX);
            assertThat(sent(server)).containsExactly(MAIL, "RSET");
        }
    }

    @Test
    void everythingIsSaidAtOnceToServersThatOfferPipelining() {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            welcome(peer, "PIPELINING");
            peer.read();
            peer.read();
            peer.read();
            peer.line("250 ok").line("250 ok").drain();
        })) {
            assertThat(probe(SMTP, server).outcome()).isEqualTo(Outcome.OK);
            assertThat(server.received()).endsWith(MAIL, "RSET", "QUIT").hasSize(5);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            553 5.7.1 <anna@acme.example>: Sender address rejected: not owned by user erika | SENDER_REFUSED
            553 5.7.1 <ip@acme.example>: Sender address rejected: not owned by user   | SENDER_REFUSED
            550 5.7.1 Client does not have permissions to send as this sender               | SENDER_REFUSED
            501 5.1.7 Bad sender address syntax                                             | SENDER_REFUSED
            550 5.1.8 The system of the account is suspended                                | SENDER_REFUSED
            550 no                                                                          | SENDER_REFUSED
            535 5.7.8 Authentication credentials invalid                                    | SENDER_REFUSED
            530 5.7.0 Authentication required                                               | SERVER_MISBEHAVED
            503 5.5.1 Bad sequence of commands                                              | SERVER_MISBEHAVED
            555 5.5.4 Unsupported parameter                                                 | SERVER_MISBEHAVED
            334 go on                                                                       | SERVER_MISBEHAVED
            whatever                                                                        | SERVER_MISBEHAVED
            550 5.7.1 SMTP service is disabled for this account                             | SMTP_SWITCHED_OFF
            550 User has no permission                                                      | SMTP_SWITCHED_OFF
            550 5.7.1 Account is suspended                                                  | ACCOUNT_BLOCKED
            554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example | CLIENT_ADDRESS_BLOCKED
            550 5.7.1 HELO rejected                                                         | CLIENT_NAME_REFUSED
            550 5.4.5 Daily user sending limit exceeded                                     | RATE_LIMITED
            450 4.7.1 Sender address rejected: too many messages                            | RATE_LIMITED
            451 4.3.0 Sender address rejected: temporary lookup failure                     | TEMPORARILY_UNAVAILABLE
            450 4.1.8 Sender address rejected: Domain not found                             | TEMPORARILY_UNAVAILABLE
            421 4.7.0 Account suspended for now                                             | TEMPORARILY_UNAVAILABLE
            """)
    void senderThatIsRefusedIsNotOk(String answer, Outcome outcome) {
        try (ScriptedServer server = smtp("SIZE", answer)) {
            ProbeResult result = probe(SMTP, server);

            assertThat(result.outcome()).isEqualTo(outcome);
            assertThat(result.outcome().countsTowardsSuspension()).isFalse();
            assertThat(result.phase()).contains(Phase.SENDER);
        }
    }

    @Test
    void refusedSenderIsTheFaultOfTheAddressField() {
        try (ScriptedServer server = smtp("PIPELINING", "553 5.7.1 not owned by user")) {
            ProbeResult result = probe(SMTP, server);

            assertThat(result.field()).contains(Field.ADDRESS);
            assertThat(result.remedy()).contains(Remedy.CHECK_SENDER_ADDRESS);
            assertThat(result.serverText()).contains("5.7.1 not owned by user");
        }
    }

    @Test
    void messageThatIsNotGivenUpDoesNotMatter() {
        try (ScriptedServer server = smtp("SIZE", "250 ok", "502 what?")) {
            assertThat(probe(SMTP, server).outcome()).isEqualTo(Outcome.OK);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            erika@ACME.example          | SIZE     | MAIL FROM:<erika@acme.example>
            o'neil+x=y@acme.example     | SIZE     | MAIL FROM:<o'neil+x=y@acme.example>
            erika@bücher.example        | SIZE     | MAIL FROM:<erika@xn--bcher-kva.example>
            jürgen@acme.example         | SMTPUTF8 | MAIL FROM:<jürgen@acme.example> SMTPUTF8
            jürgen@acme.example         | SIZE     |
            erika                       | SIZE     |
            @acme.example               | SIZE     |
            erika@[192.0.2.1]           | SIZE     |
            a>b@acme.example            | SMTPUTF8 |
            a b@acme.example            | SMTPUTF8 |
            a\u3000b@acme.example       | SMTPUTF8 |
            "a"@acme.example            | SMTPUTF8 |
            """)
    void addressIsSentWhereTheServerCanTakeIt(String address, String capability, String command) {
        try (ScriptedServer server = smtp(capability, "250 ok", "250 ok")) {
            assertThat(probe(SocketProbe.builder().settings(HERE), SMTP, server, address)
                            .outcome())
                    .isEqualTo(Outcome.OK);
            String latin = command == null
                    ? ""
                    : new String(command.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            assertThat(sent(server)).isEqualTo(command == null ? List.of() : List.of(latin, "RSET"));
        }
    }

    @Test
    void nothingInAnAddressEndsACommand() {
        for (String address : List.of(
                "a\r\nDATA@acme.example",
                "a\0@acme.example",
                "a\u0085b@acme.example",
                "a\ud800@acme.example",
                "a\u2028b@acme.example",
                "erika@acme.example\r\nDATA",
                "x".repeat(65) + "@acme.example",
                "ü".repeat(33) + "@acme.example")) {
            assertThat(MailCommand.from(address, true)).as(address).isEmpty();
        }
    }

    @Test
    void withoutAnAddressNoSenderIsAnnounced() {
        try (ScriptedServer server = smtp("SIZE")) {
            assertThat(probe(SocketProbe.builder().settings(HERE), SMTP, server, null)
                            .outcome())
                    .isEqualTo(Outcome.OK);
            assertThat(sent(server)).isEmpty();
        }
    }

    @Test
    void proofCanBeLeftOut() {
        for (MailProtocol protocol : MailProtocol.values()) {
            try (ScriptedServer server = protocol == IMAP ? imap("ID", "welcome") : smtp("PIPELINING")) {
                ProbeResult result = probe(SocketProbe.builder().settings(HERE).loginOnly(), protocol, server, LOGIN);

                assertThat(result.outcome()).isEqualTo(Outcome.OK);
                assertThat(result.timing()).doesNotContainKeys(Phase.MAILBOX, Phase.SENDER);
                assertThat(sent(server)).isEmpty();
            }
        }
    }

    @Test
    void userWhoNamedTheServerIsToldTheOutcomeAndNoDetails() {
        try (ScriptedServer imap = imap("X", "welcome", "TAG NO no");
                ScriptedServer smtp = smtp("SIZE", "550 no");
                Credentials credentials = Credentials.password(LOGIN, Secret.of(TestProbe.PASSWORD))) {
            for (MailProtocol protocol : MailProtocol.values()) {
                ProbeRequest request = request(protocol, protocol == IMAP ? imap : smtp, credentials);
                ProbeResult result = SocketProbe.builder()
                        .settings(HERE)
                        .build()
                        .probe(new ProbeRequest(
                                        request.settings(),
                                        request.credentials(),
                                        Origin.USER,
                                        NetworkGuard.builder()
                                                .allow("127.0.0.1/32")
                                                .build(),
                                        request.trustedCertificates(),
                                        request.deadline())
                                .withAddress(LOGIN))
                        .result(protocol);

                assertThat(result)
                        .isEqualTo(ProbeResult.of(
                                        protocol,
                                        protocol == IMAP ? Outcome.MAILBOX_NOT_OPENED : Outcome.SENDER_REFUSED)
                                .withUserName(Optional.of(LOGIN)));
            }
        }
    }

    @Test
    void secretIsNotInWhatTheServerSaysAfterTheLogin() {
        String echo = TestProbe.base64("\0" + LOGIN + "\0" + TestProbe.PASSWORD);
        try (ScriptedServer imap = imap("X", "welcome", "TAG NO you said " + echo);
                ScriptedServer smtp = smtp("SIZE", "550 you said " + echo)) {
            assertThat(probe(IMAP, imap).serverText()).isEmpty();
            assertThat(probe(SMTP, smtp).serverText()).isEmpty();
        }
    }

    @Test
    void rulesOfTheHostAreAboutUseToo() {
        ConnectionSettings settings = HERE.withRefusalRules(List.of(
                RefusalRule.text(IMAP, "siesta", Outcome.TEMPORARILY_UNAVAILABLE),
                RefusalRule.text(SMTP, "siesta", Outcome.CREDENTIALS_REJECTED)));
        try (ScriptedServer imap = imap("X", "welcome", "TAG NO Siesta");
                ScriptedServer smtp = smtp("SIZE", "550 Siesta")) {
            assertThat(probe(settings, IMAP, imap).outcome()).isEqualTo(Outcome.TEMPORARILY_UNAVAILABLE);
            assertThat(probe(settings, SMTP, smtp).outcome())
                    .as("the secret was accepted before")
                    .isEqualTo(Outcome.SENDER_REFUSED);
        }
    }

    static Stream<RefusalRule> rules() {
        return ServerVerdict.AFTER_LOGIN.stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleChangesAVerdict(RefusalRule rule) {
        List<ServerRefusal> examples = List.of(
                ServerRefusal.imap("[NOPERM] Permission denied"),
                smtpRefusal("550 5.1.7 The account is suspended"),
                smtpRefusal("550 5.1.8 The system of the account is suspended"),
                smtpRefusal("553 5.7.1 <ip@acme.example>: Sender address rejected: not owned by user"));
        assertThat(examples).anyMatch(refusal -> {
            Outcome known = ServerVerdict.KNOWN.stream()
                    .filter(each -> each.appliesTo(refusal))
                    .findFirst()
                    .map(RefusalRule::outcome)
                    .orElse(rule.outcome());
            return rule.appliesTo(refusal) && known != rule.outcome();
        });
    }

    private static ServerRefusal smtpRefusal(String line) {
        return ServerRefusal.smtp(new SmtpReply(Integer.parseInt(line.substring(0, 3)), List.of(line.substring(4))));
    }
}
