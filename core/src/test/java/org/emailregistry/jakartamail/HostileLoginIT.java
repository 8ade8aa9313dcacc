package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.emailregistry.connection.Hostile;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.connection.Timeouts;
import org.emailregistry.probe.Phase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every attack up to the login has the same outcome through the connector that a test of the connection has. */
@Execution(ExecutionMode.CONCURRENT)
class HostileLoginIT {
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** Not what the library promises, but what a machine under load may add. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Map<String, Long> PAST_DEADLINE = new ConcurrentHashMap<>();

    /** The connector leaves the rest to Jakarta Mail. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_AT_(EXAMINE|MAIL_FROM|RSET)")
    void attack(Hostile hostile) {
        Duration deadline = hostile.waits() ? SHORT : TestProbe.AMPLE;
        var timeouts = new Timeouts(TestProbe.AMPLE, TestProbe.AMPLE, TestProbe.AMPLE, deadline);
        try (ScriptedServer server = ScriptedServer.start(hostile.script);
                TestMailbox mailbox = TestMailbox.at(hostile.protocol, server.port(), hostile.security);
                MailConnector connector = mailbox.connector()
                        .settings(TestProbe.HERE.withTimeouts(timeouts))
                        .build()) {
            long start = System.nanoTime();

            assertThatExceptionOfType(MailboxConnectException.class)
                    .isThrownBy(() -> mailbox.open(connector, hostile.protocol))
                    .satisfies(e -> assertThat(e.outcome()).isEqualTo(hostile.outcome));

            Duration past = Duration.ofNanos(System.nanoTime() - start).minus(deadline);
            PAST_DEADLINE.put(hostile.name(), past.toMillis());
            assertThat(past).isLessThan(GRACE);
            if (hostile.phase.compareTo(Phase.LOGIN) < 0) {
                assertThat(server.received()).noneMatch(TestProbe::leaksPassword);
            }
        }
    }

    @AfterAll
    static void printHowFarPastTheDeadline() {
        var lines = new StringBuilder("milliseconds past the deadline (negative: before):");
        new TreeMap<>(PAST_DEADLINE)
                .forEach((name, past) ->
                        lines.append("\n  ").append(name).append(' ').append(past));
        System.out.println(lines);
    }
}
