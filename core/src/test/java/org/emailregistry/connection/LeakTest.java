package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.emailregistry.probe.ProbeReport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * All attacks once more in a JVM of their own: with a small heap, all logging on, and a marked password of which nothing
 * may be found in what that JVM printed. Afterwards no thread and no socket of it is left.
 */
class LeakTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void nothingLeaksAndNothingGrows() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx24m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djavax.net.debug=ssl:handshake",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Attacked.class.getName())
                .redirectErrorStream(true)
                .start();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(output).contains("ALL ATTACKS DONE");
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(TestProbe.leaksPassword(output)).isFalse();
    }

    /** The program of that JVM. */
    static final class Attacked {
        private Attacked() {}

        public static void main(String[] args) throws IOException {
            // The platform keeps a socket of its own from the first one on.
            attack(Hostile.IMAP_PREAUTH);
            await().atMost(PATIENCE).until(() -> threads() == 0);
            long sockets = sockets();
            for (Hostile hostile : Hostile.values()) {
                attack(hostile);
            }
            await().atMost(PATIENCE).until(() -> threads() == 0);
            await().atMost(PATIENCE).until(() -> sockets() <= sockets);
            System.out.println("ALL ATTACKS DONE");
        }

        private static void attack(Hostile hostile) {
            Duration deadline = hostile.waits() ? Duration.ofSeconds(1) : TestProbe.AMPLE;
            try (ScriptedServer server = ScriptedServer.start(hostile.script)) {
                SocketProbe probe =
                        SocketProbe.builder().resolver(TestProbe::thisMachine).build();
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

        private static long threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("email-")
                            || thread.getName().startsWith("scripted-server"))
                    .count();
        }

        /** The sockets that this process has open; 0 where that cannot be seen. */
        private static long sockets() {
            Path descriptors = Path.of("/proc/self/fd");
            if (!Files.isDirectory(descriptors)) {
                return 0;
            }
            try (Stream<Path> open = Files.list(descriptors)) {
                return open.filter(LeakTest::isSocket).count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }
}
