package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.emailregistry.account.Secret;
import org.emailregistry.connection.Refusals.Refusal;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.probe.Remedy;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers mean by refusing a login. */
class ServerVerdictTest {
    static Stream<Refusal> refusals() {
        return Refusals.all();
    }

    private static ProbeResult probe(ConnectionSettings settings, Refusal refusal) {
        try (ScriptedServer server = ScriptedServer.start(refusal.script())) {
            return TestProbe.login(
                    settings, refusal.protocol(), server.port(), ConnectionSecurity.TLS, refusal.token());
        }
    }

    private static ProbeResult probe(String reply) {
        MailProtocol protocol = Character.isDigit(reply.charAt(0)) ? MailProtocol.SMTP : MailProtocol.IMAP;
        return probe(TestProbe.HERE, new Refusal(protocol, false, List.of(reply.split("\n")), Outcome.REFUSED));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aTestOfTheConnectionTells(Refusal refusal) {
        assertThat(probe(TestProbe.HERE, refusal).outcome()).isEqualTo(refusal.outcome());
    }

    static Stream<RefusalRule> rules() {
        return ServerVerdict.KNOWN.stream();
    }

    /** A rule without an example is not known to be right, or comes after one that leaves it nothing. */
    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleDecidesAnExample(RefusalRule rule) {
        assertThat(Refusals.all()).anyMatch(refusal -> {
            RefusalRule first = ServerVerdict.KNOWN.stream()
                    .filter(each -> each.appliesTo(refusal.asRefusal()))
                    .findFirst()
                    .orElse(null);
            return rule.equals(first);
        });
    }

    @Test
    void hintThatImapMayBeSwitchedOff() {
        assertThat(probe("NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled")
                        .remedy())
                .contains(Remedy.CHECK_CREDENTIALS_AND_IMAP);
        assertThat(probe("NO [AUTHENTICATIONFAILED] no").remedy()).contains(Remedy.CHECK_CREDENTIALS);
    }

    @Test
    void theWayToTheWebIsTold() {
        assertThat(probe("NO [WEBALERT https://accounts.example/] Web login required.")
                        .link())
                .contains(URI.create("https://accounts.example/"));
        assertThat(probe("NO [ALERT] Please log in via your web browser: https://support.example/78754 (Failure)")
                        .link())
                .contains(URI.create("https://support.example/78754"));
        assertThat(probe("534-5.7.14 <https://accounts.example/continue?a=1&plt=AK\n534-5.7.14 nsb>"
                                + " Please log in via your web\n534 5.7.14 browser and then try again.")
                        .link())
                .contains(URI.create("https://accounts.example/continue?a=1&plt=AKnsb"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO [WEBALERT http://accounts.example/] Web login required.",
                "NO [WEBALERT javascript:alert(1)] Web login required.",
                "NO [WEBALERT https://bank.example@evil.example/] Web login required.",
                "NO [WEBALERT https:///nowhere] Web login required.",
                "NO [WEBALERT https://a.example/%%%] Web login required.",
                "NO [AUTHENTICATIONFAILED] no: https://help.example/"
            })
    void nothingElseIsALink(String reply) {
        assertThat(probe(reply).link()).isEmpty();
    }

    @Test
    void linkIsForUsersOfAServiceAndNotForThoseWhoTypedTheServer() {
        ProbeResult result = probe("NO [WEBALERT https://accounts.example/] Web login required.");
        var report = new ProbeReport(result, result);

        assertThat(report.withoutDetails().imap().link()).isPresent();
        assertThat(report.closedSet().imap().link()).isEmpty();
    }

    @Test
    void rulesOfTheHostComeFirst() {
        ConnectionSettings settings = TestProbe.HERE.withRefusalRules(List.of(
                RefusalRule.text(MailProtocol.IMAP, "siesta", Outcome.TEMPORARILY_UNAVAILABLE),
                RefusalRule.code(MailProtocol.SMTP, "5.7.8", Outcome.ACCOUNT_BLOCKED)
                        .withRemedy(Remedy.ASK_SERVER_OPERATOR)));

        assertThat(probe(
                                settings,
                                new Refusal(
                                        MailProtocol.IMAP,
                                        false,
                                        List.of("NO [AUTHENTICATIONFAILED] Siesta"),
                                        Outcome.REFUSED))
                        .outcome())
                .isEqualTo(Outcome.TEMPORARILY_UNAVAILABLE);
        assertThat(probe(settings, new Refusal(MailProtocol.SMTP, false, List.of("535 5.7.8 no"), Outcome.REFUSED)))
                .satisfies(result -> {
                    assertThat(result.outcome()).isEqualTo(Outcome.ACCOUNT_BLOCKED);
                    assertThat(result.remedy()).contains(Remedy.ASK_SERVER_OPERATOR);
                });
        assertThatThrownBy(() -> RefusalRule.code(MailProtocol.IMAP, "ALERT", Outcome.OK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Each pattern is searched in what an attacker wrote. */
    @Test
    void noReplyTakesLong() {
        var login = new Login("erika", false, () -> Secret.of("secret"));
        for (String piece :
                List.of("a", "imap ", "account user login ", "too bad wrong ip ", "(helo", "limit exceed ")) {
            var refusal = ServerRefusal.imap(piece.repeat(8192 / piece.length()));
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                new ServerVerdict(List.of()).ofLogin(List.of(refusal), login, Outcome.REFUSED);
            }
            assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        }
    }
}
