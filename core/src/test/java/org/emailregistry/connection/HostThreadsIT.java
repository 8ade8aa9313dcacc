package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;

/** Where the host gives an executor, a probe starts no thread: counted in a JVM of its own, where nobody else starts any. */
class HostThreadsIT {
    @Test
    void nothingRunsOutsideTheExecutor() throws IOException, InterruptedException {
        assertThat(OwnJvm.run(Probing.class)).contains("threads started: 0");
    }

    /** The program of that JVM. */
    static final class Probing {
        private Probing() {}

        public static void main(String[] args) {
            var own = new AtomicInteger();
            ExecutorService executor = Executors.newCachedThreadPool(task -> {
                own.incrementAndGet();
                return new Thread(task);
            });
            SocketProbe probe = SocketProbe.builder()
                    .settings(ConnectionSettings.recommended()
                            .withResolver(
                                    host -> List.of(TestProbe.address(127, 0, 0, 9), TestProbe.address(127, 0, 0, 1)))
                            .withExecutor(executor))
                    .build();
            try (ScriptedServer server = ScriptedServer.start(
                    peer -> peer.tls(TestProbe.TLS).line("* BYE").drain())) {
                test(probe, server);
                long before = started() - own.get() - server.connections();
                for (int i = 0; i < 10; i++) {
                    test(probe, server);
                }
                long after = started() - own.get() - server.connections();
                System.out.println("threads started: " + (after - before));
            } finally {
                executor.shutdownNow();
            }
        }

        private static long started() {
            return ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
        }

        private static void test(SocketProbe probe, ScriptedServer server) {
            ProbeReport report =
                    TestProbe.report(probe, MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS, TestProbe.AMPLE);
            assertThat(report.imap().outcome()).isEqualTo(Outcome.TEMPORARILY_UNAVAILABLE);
        }
    }
}
