package org.emailregistry.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.emailregistry.benchmarks.MailClients.Target;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.connection.Timeouts;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustedCertificates;

/** The costs of many tests that wait for servers that do not answer, on platform threads and on virtual threads. */
final class InFlightTable {
    /** So long that no test times out before all have begun, even on a slow machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private InFlightTable() {}

    static void print(Mode mode) throws Exception {
        int probes = mode.choose(1_000, 50);
        var table = new Table(
                probes + " tests in flight, per test", "connections", "platform threads", "heap, KB", "resident, KB");
        for (Contender contender : Contender.values()) {
            if (!contender.virtual || Runtime.version().feature() >= 21) {
                table.row(contender.description, measured(contender, probes));
            }
        }
        table.note("A test of ours is of two servers, SMTP and IMAP; the others are of one. Each in a JVM of its own.")
                .print(System.out);
    }

    private static String[] measured(Contender contender, int probes) throws Exception {
        // Counts the first bytes of ClientHellos: when a test sends one, it has allocated what it needs.
        var greeted = new CountDownLatch(probes * contender.connections);
        try (var silent = new Listener(connection -> {
            if (connection.getInputStream().read() >= 0) {
                greeted.countDown();
            }
            while (connection.getInputStream().read() >= 0) {
                // Sends nothing.
            }
        })) {
            Process child = Jvm.start(
                    List.of("-Xms1g", "-Xmx1g"),
                    Contender.class,
                    contender.name(),
                    String.valueOf(probes),
                    String.valueOf(silent.port()));
            try {
                if (!greeted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException(contender + ": not all have begun TLS");
                }
                child.getOutputStream().write('\n');
                child.getOutputStream().flush();
                return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .strip()
                        .split(" ");
            } finally {
                child.destroyForcibly();
            }
        }
    }

    /** The client, and its kind of threads. */
    enum Contender {
        BARE("a TLS socket alone, platform threads", 1, false),
        BARE_VIRTUAL("a TLS socket alone, virtual threads", 1, true),
        OURS("SocketProbe, platform threads", 2, false),
        OURS_VIRTUAL("SocketProbe, virtual threads", 2, true),
        ANGUS("Angus, platform threads", 1, false),
        ANGUS_VIRTUAL("Angus, virtual threads", 1, true);

        private final String description;
        private final int connections;
        private final boolean virtual;

        Contender(String description, int connections, boolean virtual) {
            this.description = description;
            this.connections = connections;
            this.virtual = virtual;
        }

        /** Starts the tests; measures when it is notified that all have begun TLS. */
        public static void main(String[] arguments) throws Exception {
            Contender contender = valueOf(arguments[0]);
            int probes = Integer.parseInt(arguments[1]);
            int port = Integer.parseInt(arguments[2]);
            ExecutorService threads = contender.threads();
            var certificate = new Certificate();
            Runnable test = contender.test(threads, port, certificate.anchors(), certificate.client(), probes);
            long[] before = state();
            for (int i = 0; i < probes; i++) {
                threads.execute(test);
            }
            System.in.read();
            TimeUnit.MILLISECONDS.sleep(500);
            long[] after = state();
            List<String> cells = new ArrayList<>(List.of(String.valueOf(contender.connections)));
            cells.add(Table.number((double) (after[0] - before[0]) / probes));
            cells.add(Table.number((double) (after[1] - before[1]) / probes / 1_024));
            cells.add(Table.number((double) (after[2] - before[2]) / probes));
            System.out.println(String.join(" ", cells));
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }

        private Runnable test(Executor threads, int port, TrustedCertificates trust, SSLContext tls, int probes) {
            if (this == BARE || this == BARE_VIRTUAL) {
                return () -> bare(tls, port);
            }
            if (connections == 2) {
                SocketProbe probe = MailClients.probe()
                        .settings(MailClients.HERE
                                .withExecutor(threads)
                                .withTimeouts(new Timeouts(PATIENCE, PATIENCE, PATIENCE, PATIENCE)))
                        .maximumConcurrent(probes)
                        .patience(PATIENCE)
                        .build();
                var server = MailClients.server(port, ConnectionSecurity.TLS);
                var settings = new ServerSettings(server, server);
                return () -> MailClients.ours(probe, settings, trust, PATIENCE);
            }
            var target = new Target(true, ConnectionSecurity.TLS, port);
            return () -> {
                try {
                    MailClients.angus(target, tls, PATIENCE);
                } catch (jakarta.mail.MessagingException e) {
                    throw new IllegalStateException(e);
                }
            };
        }

        private static void bare(SSLContext tls, int port) {
            try (var raw = new Socket(InetAddress.getLoopbackAddress(), port);
                    var socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, Certificate.HOST, port, true)) {
                socket.startHandshake();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private ExecutorService threads() throws ReflectiveOperationException {
            if (!virtual) {
                return Executors.newCachedThreadPool();
            }
            // This method is newer than the Java release for which the benchmarks are compiled.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        }

        /** Platform threads, heap in bytes, and resident memory in KB. */
        private static long[] state() throws IOException {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            long resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
            return new long[] {
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                resident
            };
        }
    }
}
