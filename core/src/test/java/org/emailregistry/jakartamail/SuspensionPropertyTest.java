package org.emailregistry.jakartamail;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.emailregistry.LoginFailures;
import org.emailregistry.connection.Refusals;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.probe.MailProtocol;

/** Whatever servers answer: without an explicit failure of the authentication, nobody is suspended. */
class SuspensionPropertyTest {
    private static final List<String> WORDS = List.of(
            "sorry",
            "not",
            "today",
            "server",
            "busy",
            "mailbox",
            "account",
            "service",
            "login",
            "imap",
            "smtp",
            "user",
            "policy",
            "blocked",
            "disabled",
            "limit",
            "try",
            "again",
            "later",
            "too",
            "many",
            "system",
            "error",
            "web",
            "[ALERT]",
            "https://a.example/",
            "{3}",
            "5.7.0",
            "\u00e4\u00f6");

    /** Words that say clearly what is wrong, where they come too early or with a code that says "not now". */
    private static final List<String> EXPLICIT =
            List.of("authentication failed", "invalid credentials", "password expired", "app password required");

    /** When the server answers so. */
    enum Stage {
        GREETING,
        HELLO,
        LOGIN
    }

    record Answer(MailProtocol protocol, Stage stage, String line) {
        void run(Peer peer) throws IOException {
            boolean imap = protocol == MailProtocol.IMAP;
            peer.tls(TestProbe.TLS);
            if (stage != Stage.GREETING) {
                peer.line(imap ? "* OK ready" : "220 ready").read();
                if (stage == Stage.LOGIN) {
                    String hello = imap
                            ? "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\nA1 OK done\r\n"
                            : "250-hello\r\n250 AUTH PLAIN\r\n";
                    peer.send(hello).read();
                }
            }
            // And closes the connection.
            peer.line(line.replace("TAG", stage == Stage.HELLO ? "A1" : "A2"));
        }
    }

    private static Arbitrary<String> text() {
        return Arbitraries.of(WORDS).list().ofMaxSize(8).map(words -> String.join(" ", words));
    }

    @Provide
    Arbitrary<Answer> answers() {
        Arbitrary<String> anything = Arbitraries.oneOf(text(), Arbitraries.of(EXPLICIT));
        Arbitrary<String> imap = Combinators.combine(
                        Arbitraries.of("TAG NO", "TAG BAD", "* BYE", "* NO", "* BAD", "TAG WHAT", "+"),
                        Arbitraries.of(
                                "", "[ALERT] ", "[CONTACTADMIN] ", "[NOPERM] ", "[WEBALERT x] ", "[X", "[CANNOT] "),
                        text())
                .as((status, code, text) -> status + " " + code + text);
        Arbitrary<String> imapNotNow = Combinators.combine(
                        Arbitraries.of("TAG NO", "TAG BAD", "* BYE", "* NO"),
                        Arbitraries.of("UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"),
                        anything)
                .as((status, code, text) -> status + " [" + code + "] " + text);
        Arbitrary<String> smtp = Combinators.combine(
                        Arbitraries.of(
                                500, 501, 502, 503, 504, 521, 523, 525, 530, 534, 538, 550, 552, 553, 554, 250, 999),
                        Arbitraries.of("", "5.7.0 ", "5.7.1 ", "5.0.0 "),
                        text())
                .as((code, enhanced, text) -> code + " " + enhanced + text);
        Arbitrary<String> smtpNotNow = Combinators.combine(
                        Arbitraries.integers().between(400, 499), Arbitraries.of("", "4.7.0 ", "4.7.8 "), anything)
                .as((code, enhanced, text) -> code + " " + enhanced + text);
        Arbitrary<String> early = Refusals.all()
                .filter(refusal -> refusal.protocol() == MailProtocol.SMTP)
                .map(refusal -> refusal.lines().get(refusal.lines().size() - 1))
                .collect(collectingAndThen(toList(), Arbitraries::of));
        return Arbitraries.oneOf(
                answer(MailProtocol.IMAP, Arbitraries.of(Stage.class), Arbitraries.oneOf(imap, imapNotNow)),
                answer(MailProtocol.SMTP, Arbitraries.of(Stage.class), Arbitraries.oneOf(smtp, smtpNotNow)),
                answer(MailProtocol.SMTP, Arbitraries.of(Stage.GREETING, Stage.HELLO), early));
    }

    private static Arbitrary<Answer> answer(MailProtocol protocol, Arbitrary<Stage> stage, Arbitrary<String> line) {
        return Combinators.combine(stage, line).as((when, text) -> new Answer(protocol, when, text));
    }

    @Property(tries = 60)
    void withoutAnAuthenticationFailureNobodyIsSuspended(
            @ForAll @Size(min = 1, max = 8) List<@From("answers") Answer> answers) {
        var queue = new ConcurrentLinkedQueue<>(answers);
        try (ScriptedServer server = ScriptedServer.start(peer -> queue.remove().run(peer));
                TestMailbox mailbox = TestMailbox.suspendedAfterOneFailure(server.port());
                MailConnector connector = mailbox.connector().build()) {
            for (Answer answer : answers) {
                assertThatExceptionOfType(MailboxConnectException.class)
                        .isThrownBy(() -> mailbox.open(connector, answer.protocol()))
                        .satisfies(e -> assertThat(e.outcome().countsTowardsSuspension())
                                .as("%s", answer)
                                .isFalse());
            }
            assertThat(mailbox.registry
                            .accounts()
                            .loginFailures(mailbox.account)
                            .flatMap(LoginFailures::suspendedAt))
                    .isEmpty();
        }
    }
}
