package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.emailregistry.connection.ScriptedServer.Script;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However much a server sends: a test of it allocates little more than one with a server that behaves. */
class ProbeMemoryIT {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MAXIMUM = 512 * 1024;

    /** Counts what the tests of connections allocate, on their own threads. */
    private static final class Counting implements Executor {
        private final AtomicLong allocated = new AtomicLong();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();

        @Override
        public void execute(Runnable task) {
            var thread = new Thread(() -> {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                task.run();
                // The other task is the TLS context, which is made once.
                if (task instanceof Attempt) {
                    allocated.addAndGet(THREADS.getCurrentThreadAllocatedBytes() - before);
                }
            });
            threads.add(thread);
            thread.start();
        }

        long allocated() throws InterruptedException {
            for (Thread thread : threads) {
                thread.join();
            }
            return allocated.get();
        }
    }

    private static long allocated(Hostile hostile, Script script) throws InterruptedException {
        var counting = new Counting();
        SocketProbe probe = SocketProbe.builder()
                .settings(TestProbe.HERE.withExecutor(counting))
                .build();
        try (ScriptedServer server = ScriptedServer.start(script)) {
            TestProbe.report(probe, hostile.protocol, server.port(), hostile.security, TestProbe.AMPLE);
        }
        return counting.allocated();
    }

    /** What it takes to be refused a login by a server that behaves. */
    private static long ordinary(Hostile hostile) throws InterruptedException {
        return allocated(
                hostile,
                hostile.protocol == MailProtocol.IMAP
                        ? peer -> {
                            if (hostile.security == ConnectionSecurity.STARTTLS) {
                                peer.line("* OK ready").read();
                                peer.line("A1 OK go on").tls(TestProbe.TLS).read();
                                peer.line("* CAPABILITY IMAP4rev1 LOGINDISABLED")
                                        .line("A2 OK done")
                                        .drain();
                            }
                            if (hostile.security == ConnectionSecurity.TLS) {
                                peer.tls(TestProbe.TLS);
                            }
                            peer.line("* OK ready").read();
                            peer.line("* CAPABILITY IMAP4rev1 LOGINDISABLED")
                                    .line("A1 OK done")
                                    .drain();
                        }
                        : peer -> {
                            if (hostile.security == ConnectionSecurity.TLS) {
                                peer.tls(TestProbe.TLS);
                            }
                            peer.line("220 ready").read();
                            if (hostile.security == ConnectionSecurity.STARTTLS) {
                                peer.line("250-hello").line("250 STARTTLS").read();
                                peer.line("220 go on").tls(TestProbe.TLS).read();
                            }
                            peer.line("250 hello").drain();
                        });
    }

    /** Who waits until the time is over is sent little, so those need not be waited for. */
    static Stream<Hostile> attacks() {
        return Stream.of(Hostile.values()).filter(hostile -> !hostile.waits());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attack(Hostile hostile) throws InterruptedException {
        ordinary(hostile);
        allocated(hostile, hostile.script);

        long ordinary = ordinary(hostile);
        long attacked = allocated(hostile, hostile.script);

        assertThat(attacked - ordinary).isLessThanOrEqualTo(MAXIMUM);
    }
}
