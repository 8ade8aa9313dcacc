package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.emailregistry.probe.Phase;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every attack has its outcome, gets no password that it should not get, and is over with the deadline. */
@Execution(ExecutionMode.CONCURRENT)
class HostileServerIT {
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** Not what the library promises, but what a machine under load may add. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Map<String, Long> PAST_DEADLINE = new ConcurrentHashMap<>();

    @ParameterizedTest
    @EnumSource
    void attack(Hostile hostile) {
        Duration deadline = hostile.waits() ? SHORT : TestProbe.AMPLE;
        try (ScriptedServer server = ScriptedServer.start(hostile.script)) {
            long start = System.nanoTime();

            ProbeResult result = TestProbe.probe(hostile.protocol, server.port(), hostile.security, deadline);

            Duration past = Duration.ofNanos(System.nanoTime() - start).minus(deadline);
            PAST_DEADLINE.put(hostile.name(), past.toMillis());
            assertThat(result.outcome()).isEqualTo(hostile.outcome);
            assertThat(result.phase()).contains(hostile.phase);
            assertThat(past).isLessThan(GRACE);
            assertThat(result.serverText().stream()).noneMatch(TestProbe::leaksPassword);
            assertThat(result.toString()).doesNotMatch(TestProbe::leaksPassword, "leaks the password");
            if (hostile.phase.compareTo(Phase.LOGIN) < 0) {
                assertThat(server.received()).noneMatch(TestProbe::leaksPassword);
            }
            if (hostile.security == ConnectionSecurity.NONE) {
                assertThat(result.serverText()).isEqualTo(Optional.empty());
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
