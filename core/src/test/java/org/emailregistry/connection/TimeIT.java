package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.junit.jupiter.api.Test;

/** Servers that never answer, probes that are given up on, and too many at once. */
class TimeIT {
    private static final ProbeReport BUSY = new ProbeReport(busy(MailProtocol.SMTP), busy(MailProtocol.IMAP));

    private static ProbeResult busy(MailProtocol protocol) {
        return ProbeResult.of(protocol, Outcome.BUSY).withUserName(Optional.of(TestProbe.LOGIN));
    }

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static ProbeResult hole(ConnectionSettings settings, int port, ConnectionSecurity security) {
        long start = System.nanoTime();
        ProbeResult result = TestProbe.report(
                        SocketProbe.builder().settings(settings).build(), MailProtocol.IMAP, port, security, SHORT)
                .imap();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plus(GRACE));
        assertThat(result.outcome()).isEqualTo(Outcome.TIMEOUT);
        return result;
    }

    private static SocketProbe.Builder here() {
        return SocketProbe.builder().settings(TestProbe.HERE);
    }

    @Test
    void nameServerThatNeverAnswers() {
        var never = new CountDownLatch(1);
        HostResolver stuck = host -> {
            awaitUninterruptibly(never);
            return TestProbe.thisMachine(host);
        };

        assertThat(hole(ConnectionSettings.recommended().withResolver(stuck), 993, ConnectionSecurity.TLS)
                        .phase())
                .contains(Phase.DNS);
        never.countDown();
    }

    @Test
    void nameServerHasATimeLimitOfItsOwn() {
        var never = new CountDownLatch(1);
        HostResolver stuck = host -> {
            awaitUninterruptibly(never);
            return TestProbe.thisMachine(host);
        };
        Timeouts timeouts = new Timeouts(SHORT, PATIENCE, PATIENCE, Duration.ofMinutes(5));

        ProbeReport report = TestProbe.report(
                SocketProbe.builder()
                        .settings(ConnectionSettings.recommended()
                                .withResolver(stuck)
                                .withTimeouts(timeouts))
                        .build(),
                MailProtocol.IMAP,
                993,
                ConnectionSecurity.TLS,
                Duration.ofMinutes(5));

        assertThat(report.imap().phase()).contains(Phase.DNS);
        never.countDown();
    }

    @Test
    void resolverThatBreaksIsUnexpected() {
        for (Throwable failure : List.of(new StackOverflowError(), new IllegalStateException())) {
            SocketProbe probe = here().settings(TestProbe.HERE.withResolver(host -> {
                        if (failure instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) failure;
                    }))
                    .build();

            assertThat(TestProbe.report(probe, MailProtocol.IMAP, 993, ConnectionSecurity.TLS, TestProbe.AMPLE)
                            .imap()
                            .outcome())
                    .isEqualTo(Outcome.UNEXPECTED);
        }
    }

    /** As the executor of a host application that shuts down does. */
    @Test
    void interruptedTestSaysNothingAboutTheServer() {
        ExecutorService executor = Executors.newFixedThreadPool(3);
        SocketProbe probe = here().settings(
                        TestProbe.HERE.withExecutor(executor).withResolver(host -> {
                            executor.shutdownNow();
                            throw new UnknownHostException(host);
                        }))
                .build();

        ProbeReport report = TestProbe.report(probe, MailProtocol.IMAP, 993, ConnectionSecurity.TLS, TestProbe.AMPLE);
        assertThat(report.imap().outcome()).isEqualTo(Outcome.BUSY);
        assertThat(report.smtp().outcome()).isEqualTo(Outcome.BUSY);
    }

    @Test
    void connectionThatIsNeverAccepted() throws IOException {
        InetAddress here = TestProbe.address(127, 0, 0, 1);
        try (ServerSocket full = new ServerSocket(0, 1, here);
                Socket first = new Socket(here, full.getLocalPort());
                Socket second = new Socket(here, full.getLocalPort())) {
            assertThat(first.getLocalPort()).isNotEqualTo(second.getLocalPort());
            assertThat(hole(TestProbe.HERE, full.getLocalPort(), ConnectionSecurity.TLS)
                            .phase())
                    .contains(Phase.CONNECT);
        }
    }

    @Test
    void handshakeThatIsNeverAnswered() {
        try (ScriptedServer server = ScriptedServer.start(Peer::drain)) {
            assertThat(hole(TestProbe.HERE, server.port(), ConnectionSecurity.TLS)
                            .phase())
                    .contains(Phase.TLS);
        }
    }

    @Test
    void greetingThatNeverComes() {
        try (ScriptedServer server =
                ScriptedServer.start(peer -> peer.tls(TestProbe.TLS).drain())) {
            assertThat(hole(TestProbe.HERE, server.port(), ConnectionSecurity.TLS)
                            .phase())
                    .contains(Phase.GREETING);
        }
        try (ScriptedServer server = ScriptedServer.start(Peer::drain)) {
            assertThat(hole(TestProbe.HERE, server.port(), ConnectionSecurity.NONE)
                            .phase())
                    .contains(Phase.GREETING);
        }
    }

    @Test
    void interruptionClosesTheConnectionAtOnce() throws InterruptedException {
        var connected = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var thrown = new AtomicReference<Throwable>();
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            connected.countDown();
            try {
                peer.drain();
            } finally {
                closed.countDown();
            }
        })) {
            var interrupted = new AtomicReference<Boolean>();
            var thread = new Thread(() -> {
                try {
                    TestProbe.report(
                            here().build(), MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS, TestProbe.AMPLE);
                } catch (RuntimeException e) {
                    thrown.set(e);
                    interrupted.set(Thread.currentThread().isInterrupted());
                }
            });
            thread.start();
            connected.await();

            thread.interrupt();
            thread.join();

            assertThat(thrown.get()).isInstanceOf(CancellationException.class);
            assertThat(interrupted.get()).isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(closed.getCount()).isZero());
        }
    }

    @Test
    void oneTooManyIsBusyAndTheNextIsServedAgain() throws InterruptedException {
        var connected = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        SocketProbe probe =
                here().maximumConcurrent(1).patience(Duration.ofMillis(1)).build();
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            connected.countDown();
            answer.await();
            peer.line("* BYE").drain();
        })) {
            CompletableFuture<ProbeReport> first = CompletableFuture.supplyAsync(() -> TestProbe.report(
                    probe, MailProtocol.IMAP, server.port(), ConnectionSecurity.NONE, TestProbe.AMPLE));
            connected.await();

            assertThat(TestProbe.report(
                            probe, MailProtocol.IMAP, server.port(), ConnectionSecurity.NONE, TestProbe.AMPLE))
                    .isEqualTo(BUSY);

            answer.countDown();
            assertThat(first).succeedsWithin(PATIENCE);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(TestProbe.report(
                                            probe,
                                            MailProtocol.IMAP,
                                            server.port(),
                                            ConnectionSecurity.NONE,
                                            TestProbe.AMPLE)
                                    .imap()
                                    .outcome())
                            .isEqualTo(Outcome.TEMPORARILY_UNAVAILABLE));
        }
    }

    @Test
    void whoComesFirstIsServedFirst() throws InterruptedException {
        var waiters = new ArrayList<Thread>();
        List<String> served = new CopyOnWriteArrayList<>();
        var first = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        SocketProbe probe = SocketProbe.builder()
                .settings(ConnectionSettings.recommended().withResolver(host -> {
                    served.add(host);
                    first.countDown();
                    awaitUninterruptibly(go);
                    throw new UnknownHostException(host);
                }))
                .maximumConcurrent(1)
                .patience(TestProbe.AMPLE)
                .build();
        for (int i = 0; i < 8; i++) {
            var waiter = new Thread(probeOf(probe, "host" + i + ".example"));
            waiters.add(waiter);
            waiter.start();
            first.await();
            // There is nothing else that the caller of a probe waits for before its first look-up.
            await().atMost(PATIENCE).until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
        }

        go.countDown();
        for (Thread waiter : waiters) {
            waiter.join();
        }

        assertThat(served.stream().distinct())
                .containsExactlyElementsOf(IntStream.range(0, 8)
                        .mapToObj(i -> "host" + i + ".example")
                        .toList());
    }

    private static Runnable probeOf(SocketProbe probe, String host) {
        MailServer server = MailServers.server(host, 993, ConnectionSecurity.TLS);
        return () -> probe.probe(new ProbeRequest(
                new ServerSettings(server, server),
                Optional.empty(),
                Origin.ADMINISTRATOR,
                NetworkGuard.recommended(),
                Optional.empty(),
                TestProbe.AMPLE));
    }

    @Test
    void virtualThreadsWillDo() throws ReflectiveOperationException {
        Optional<ExecutorService> virtual = virtualThreads();
        assumeTrue(virtual.isPresent(), "there are none before Java 21");
        ExecutorService executor = virtual.orElseThrow();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        SocketProbe probe = SocketProbe.builder()
                .settings(ConnectionSettings.recommended()
                        .withResolver(host -> {
                            threads.add(Thread.currentThread());
                            return TestProbe.thisMachine(host);
                        })
                        .withExecutor(executor))
                .build();
        try (ScriptedServer server = ScriptedServer.start(
                peer -> peer.tls(TestProbe.TLS).line("* BYE").drain())) {
            ProbeReport report =
                    TestProbe.report(probe, MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS, TestProbe.AMPLE);

            assertThat(report.imap().outcome()).isEqualTo(Outcome.TEMPORARILY_UNAVAILABLE);
            assertThat(threads)
                    .hasSize(2)
                    .allSatisfy(thread ->
                            assertThat(thread.getClass().getSimpleName()).contains("VirtualThread"));
        } finally {
            executor.shutdownNow();
        }
    }

    /** The method is there from Java 21 on, and this is compiled for 17. */
    private static Optional<ExecutorService> virtualThreads() throws ReflectiveOperationException {
        for (Method method : Executors.class.getMethods()) {
            if (method.getName().equals("newVirtualThreadPerTaskExecutor")) {
                return Optional.of((ExecutorService) method.invoke(null));
            }
        }
        return Optional.empty();
    }

    @Test
    void executorWithoutThreadsIsBusy() {
        SocketProbe probe =
                here().settings(TestProbe.HERE.withExecutor(task -> {})).build();

        ProbeReport report =
                TestProbe.report(probe, MailProtocol.IMAP, 993, ConnectionSecurity.TLS, Duration.ofMillis(200));

        assertThat(report).isEqualTo(BUSY);
    }

    @Test
    void executorThatRefusesIsBusy() {
        ExecutorService executor = Executors.newFixedThreadPool(1);
        executor.shutdown();
        SocketProbe probe =
                here().settings(TestProbe.HERE.withExecutor(executor)).build();

        ProbeReport report = TestProbe.report(probe, MailProtocol.IMAP, 993, ConnectionSecurity.TLS, TestProbe.AMPLE);

        assertThat(report).isEqualTo(BUSY);
    }

    @Test
    void twoThreadsAreEnough() {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        HostResolver two = host -> List.of(TestProbe.address(127, 0, 0, 9), TestProbe.address(127, 0, 0, 1));
        SocketProbe probe = SocketProbe.builder()
                .settings(ConnectionSettings.recommended().withResolver(two).withExecutor(executor))
                .build();
        try (ScriptedServer server =
                ScriptedServer.start(peer -> peer.line("* BYE").drain())) {
            ProbeReport report =
                    TestProbe.report(probe, MailProtocol.IMAP, server.port(), ConnectionSecurity.NONE, TestProbe.AMPLE);

            assertThat(report.imap().outcome()).isEqualTo(Outcome.TEMPORARILY_UNAVAILABLE);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void limitsAreFiniteAndMoreThanNothing() {
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(2)}) {
            assertThatThrownBy(() -> new Timeouts(wrong, SHORT, SHORT, SHORT))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Timeouts(SHORT, SHORT, SHORT, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SocketProbe.builder().maximumConcurrent(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
