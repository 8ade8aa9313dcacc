package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.emailregistry.probe.ProbeReport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * All attacks once more in a JVM of their own: with a small heap, all logging on, and a marked password of which nothing
 * may be found in what that JVM printed. Afterwards no thread and no socket of it is left.
 */
class LeakIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void nothingLeaksAndNothingGrows() throws IOException, InterruptedException {
        String output = OwnJvm.run(
                Attacked.class,
                "-Xmx24m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djavax.net.debug=ssl:handshake",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace");

        assertThat(output).contains("ALL ATTACKS DONE");
        assertThat(TestProbe.leaksPassword(output)).isFalse();
    }

    /** The program of that JVM. */
    static final class Attacked {
        private Attacked() {}

        public static void main(String[] args) throws Exception {
            // The platform keeps a socket of its own from the first one on.
            attack(Hostile.IMAP_PREAUTH);
            await().atMost(PATIENCE).until(() -> OwnJvm.threads("email-", "scripted-server") == 0);
            long sockets = OwnJvm.sockets();
            OwnJvm.sideBySide(List.of(Hostile.values()), Attacked::attack);
            await().atMost(PATIENCE).until(() -> OwnJvm.threads("email-", "scripted-server") == 0);
            await().atMost(PATIENCE).until(() -> OwnJvm.sockets() <= sockets);
            System.out.println("ALL ATTACKS DONE");
        }

        private static void attack(Hostile hostile) {
            Duration deadline = hostile.waits() ? TestProbe.SHORT : TestProbe.AMPLE;
            try (ScriptedServer server = ScriptedServer.start(hostile.script)) {
                SocketProbe probe =
                        SocketProbe.builder().settings(TestProbe.HERE).build();
                ProbeReport report =
                        TestProbe.report(probe, hostile.protocol, server.port(), hostile.security, deadline);
                System.out.println(hostile + ": " + report);
                System.out.println(JsonMapper.shared()
                        .writeValueAsString(List.of(
                                report.smtp().outcome(),
                                report.smtp().serverText(),
                                report.imap().outcome(),
                                report.imap().serverText())));
            }
        }
    }
}
