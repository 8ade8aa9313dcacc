package org.emailregistry.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.emailregistry.benchmarks.MailClients.Target;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustedCertificates;

/** The number of round trips until a test of a connection has its result, through a proxy that delays all data. */
final class ProbeTable {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final Mode mode;
    private final long roundTripNanos;
    private final SSLContext serverTls;
    private final SSLContext clientTls;
    private final TrustedCertificates trust;
    private final SocketProbe probe = MailClients.probe().build();

    private ProbeTable(Mode mode) throws Exception {
        this.mode = mode;
        this.roundTripNanos = mode.choose(100_000_000, 10_000_000);
        var certificate = new Certificate();
        serverTls = certificate.server();
        clientTls = certificate.client();
        trust = certificate.anchors();
    }

    private interface Try {
        void run() throws Exception;
    }

    static void print(Mode mode) throws Exception {
        new ProbeTable(mode).run();
    }

    private void run() throws Exception {
        var table = new Table(
                "Round trips until the verdict",
                "least possible, in turn",
                "SocketProbe",
                "Angus tuned",
                "Angus defaults",
                "Simple Java Mail");
        row(table, "IMAP implicit TLS, capabilities in the greeting", 4, true, ConnectionSecurity.TLS, true);
        row(table, "IMAP implicit TLS, capabilities on request", 4, true, ConnectionSecurity.TLS, false);
        row(table, "IMAP STARTTLS, capabilities in the greeting", 5, true, ConnectionSecurity.STARTTLS, true);
        row(table, "IMAP STARTTLS, capabilities on request", 5, true, ConnectionSecurity.STARTTLS, false);
        row(table, "SMTP implicit TLS", 5, false, ConnectionSecurity.TLS, false);
        row(table, "SMTP STARTTLS", 7, false, ConnectionSecurity.STARTTLS, false);
        wholeAccount(table);
        table.note("Round trips of " + roundTripNanos / 1_000_000
                        + " ms; the best of some tries. The defaults of Angus, and Simple Java Mail,"
                        + " include the farewell, for which they wait.")
                .print(System.out);
    }

    private void row(Table table, String name, int least, boolean imap, ConnectionSecurity security, boolean inGreeting)
            throws Exception {
        try (var server = new Listener(new MailScript(imap, security, inGreeting, serverTls));
                var proxy = new DelayingProxy(server.port(), roundTripNanos)) {
            var target = new Target(imap, security, proxy.port());
            table.row(
                    name,
                    String.valueOf(least),
                    roundTrips(() -> ours(target)),
                    roundTrips(() -> closeLater(target)),
                    roundTrips(() -> MailClients.angus(target, clientTls, AMPLE)),
                    imap ? "-" : roundTrips(() -> MailClients.simpleJavaMail(target, AMPLE)));
        }
    }

    private void ours(Target target) {
        ProbeReport report = MailClients.ours(probe, target.settings(), trust, AMPLE);
        requireOk((target.imap() ? report.imap() : report.smtp()).outcome());
    }

    private static void requireOk(Outcome outcome) {
        if (outcome != Outcome.OK) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    /** The result is known after logging in; the connection is closed in the background. */
    private void closeLater(Target target) throws Exception {
        var service = MailClients.angusTuned(target, clientTls, AMPLE);
        Listener.daemon(() -> {
            try {
                service.close();
            } catch (jakarta.mail.MessagingException e) {
                // The failure to close does not matter.
            }
        });
    }

    private void wholeAccount(Table table) throws Exception {
        try (var imap = new Listener(new MailScript(true, ConnectionSecurity.TLS, false, serverTls));
                var smtp = new Listener(new MailScript(false, ConnectionSecurity.TLS, false, serverTls));
                var slowImap = new DelayingProxy(imap.port(), roundTripNanos);
                var slowSmtp = new DelayingProxy(smtp.port(), roundTripNanos)) {
            var imapTarget = new Target(true, ConnectionSecurity.TLS, slowImap.port());
            var smtpTarget = new Target(false, ConnectionSecurity.TLS, slowSmtp.port());
            var both = new ServerSettings(
                    MailClients.server(slowSmtp.port(), ConnectionSecurity.TLS),
                    MailClients.server(slowImap.port(), ConnectionSecurity.TLS));
            String inTurn = roundTrips(() -> {
                MailClients.angus(imapTarget, clientTls, AMPLE);
                MailClients.angus(smtpTarget, clientTls, AMPLE);
            });
            String inParallel = roundTrips(() -> inParallel(imapTarget, smtpTarget));
            table.row(
                    "whole account, implicit TLS",
                    "5 in parallel",
                    roundTrips(() -> {
                        ProbeReport report = MailClients.ours(probe, both, trust, AMPLE);
                        requireOk(report.imap().outcome());
                        requireOk(report.smtp().outcome());
                    }),
                    "-",
                    inTurn + " in turn, " + inParallel + " in parallel",
                    "-");
        }
    }

    private void inParallel(Target imap, Target smtp) {
        var threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture.allOf(List.of(imap, smtp).stream()
                            .map(target -> CompletableFuture.runAsync(() -> angus(target), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
    }

    private void angus(Target target) {
        try {
            MailClients.angus(target, clientTls, AMPLE);
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String roundTrips(Try login) throws Exception {
        double[] nanos = new double[mode.choose(5, 1)];
        login.run(); // The first run loads the classes.
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            login.run();
            nanos[i] = System.nanoTime() - began;
        }
        return Table.number(Arrays.stream(nanos).min().orElseThrow() / roundTripNanos);
    }
}
