package org.emailregistry.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.emailregistry.benchmarks.MailClients.Target;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.TrustedCertificates;

/**
 * The harm that a hostile server can do to a client that tests a connection: the time past the client's deadline, the bytes
 * that the client reads, and the bytes that it allocates. Without TLS, whose buffers would be most of the allocation.
 */
final class HostileTable {
    private static final int CHUNK = 4_096;
    private static final int KILOBYTE = 1_024;

    private final Certificate certificate = new Certificate();
    private final TrustedCertificates trust = certificate.anchors();
    private final SSLContext tls = certificate.client();
    private final Duration deadline;
    private final Duration longest;
    private final long most;
    private final AtomicLong sent = new AtomicLong();

    private HostileTable(Mode mode) throws Exception {
        deadline = Duration.ofMillis(mode.choose(2_000, 300));
        longest = deadline.multipliedBy(mode.choose(4, 2));
        most = mode.choose(64, 1) * (long) KILOBYTE * KILOBYTE;
    }

    private interface Attack {
        void on(OutputStream out) throws IOException, InterruptedException;
    }

    private interface Client {
        void test(Target target) throws Exception;
    }

    static void print(Mode mode) throws Exception {
        new HostileTable(mode).run();
    }

    private void run() throws Exception {
        var table = new Table(
                "Hostile servers: ms past the deadline / KB sent by the server / KB allocated by the client",
                "limit",
                "SocketProbe",
                "Angus with all timeouts",
                "Simple Java Mail");
        row(table, "IMAP greeting, byte by byte", true, out -> drip(out, "* OK "));
        row(table, "endless IMAP line", true, out -> flood(out, "* OK ", "x".repeat(CHUNK)));
        row(table, "IMAP literal of 17 bytes", true, out -> {
            out.write("* OK {900000000}\r\n".getBytes(StandardCharsets.US_ASCII));
            TimeUnit.MILLISECONDS.sleep(longest.toMillis());
        });
        row(table, "endless IMAP greetings", true, out -> flood(out, "", "* OK again\r\n".repeat(300)));
        row(table, "SMTP greeting, byte by byte", false, out -> drip(out, "220 "));
        row(table, "endless SMTP line", false, out -> flood(out, "220 ", "x".repeat(CHUNK)));
        row(table, "endless SMTP reply", false, out -> flood(out, "", "220-more\r\n".repeat(300)));
        table.note("The deadline is " + deadline.toMillis() + " ms. The servers give up after " + longest.toMillis()
                        + " ms or " + most / KILOBYTE
                        + " KB, so figures near these mean that the client has no limit of its own. The server can"
                        + " send more than the client reads, because the kernel buffers data.")
                .print(System.out);
    }

    private void row(Table table, String name, boolean imap, Attack attack) throws Exception {
        table.row(
                name,
                "50 / 64 / 512",
                figures(imap, attack, executor -> {
                    SocketProbe probe = MailClients.probe(executor, 1);
                    return target -> MailClients.ours(probe, target.settings(), trust, deadline);
                }),
                figures(imap, attack, executor -> target -> MailClients.angus(target, tls, deadline)),
                imap ? "-" : figures(imap, attack, executor -> target -> MailClients.simpleJavaMail(target, deadline)));
    }

    private interface Setting {
        Client over(ExecutorService executor);
    }

    private String figures(boolean imap, Attack attack, Setting setting) throws Exception {
        var allocated = new AtomicLong();
        var threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();
        ExecutorService counted = new CountedThreads(threads, allocated);
        try (var server = new Listener(connection -> attack(connection, attack))) {
            Client client = setting.over(counted);
            var target = new Target(imap, ConnectionSecurity.NONE, server.port());
            String figures = "";
            for (int round = 0; round < 2; round++) { // The first round loads the classes.
                sent.set(0);
                allocated.set(0);
                long began = System.nanoTime();
                counted.submit(() -> attempt(client, target)).get();
                long past = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) - deadline.toMillis();
                while (threads.getActiveCount() > 0) {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                figures = Math.max(0, past) + " / " + sent.get() / KILOBYTE + " / " + allocated.get() / KILOBYTE;
            }
            return figures;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void attempt(Client client, Target target) {
        try {
            client.test(target);
        } catch (Exception | OutOfMemoryError e) {
            // Any failure of the client is fine.
        }
    }

    private void attack(Socket connection, Attack attack) throws IOException, InterruptedException {
        OutputStream out = connection.getOutputStream();
        attack.on(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                sent.incrementAndGet();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                sent.addAndGet(length);
            }
        });
    }

    private void drip(OutputStream out, String beginning) throws IOException, InterruptedException {
        out.write(beginning.getBytes(StandardCharsets.US_ASCII));
        long began = System.nanoTime();
        while (System.nanoTime() - began < longest.toNanos()) {
            out.write('x');
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void flood(OutputStream out, String beginning, String piece) throws IOException {
        out.write(beginning.getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = piece.getBytes(StandardCharsets.US_ASCII);
        long began = System.nanoTime();
        while (sent.get() < most && System.nanoTime() - began < longest.toNanos()) {
            out.write(bytes);
        }
    }
}
