package org.emailregistry.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GuardedDownloadIT {
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final TestCertificate CERTIFICATE = AUTHORITY.issue("a.example", "b.example");
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpsServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(CERTIFICATE.serverContext()));
        server.createContext("/", exchange -> answer(exchange));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        requests.add(exchange.getRequestHeaders().getFirst("Host") + path + " "
                + exchange.getRequestHeaders().keySet());
        switch (path) {
            case "/document?x=1" -> send(exchange, 200, "<xml/>", 6);
            case "/chunked" -> send(exchange, 200, "x".repeat(5_000), 0);
            case "/large" -> send(exchange, 200, "x".repeat(20_000), 20_000);
            case "/largechunked" -> send(exchange, 200, "x".repeat(20_000), 0);
            case "/moved" -> redirect(exchange, "https://b.example/document?x=1");
            case "/relative" -> redirect(exchange, "document?x=1");
            case "/loop" -> redirect(exchange, "/loop");
            case "/plain" -> redirect(exchange, "http://a.example/document?x=1");
            case "/port" -> redirect(exchange, "https://a.example:8443/document?x=1");
            case "/internal" -> redirect(exchange, "https://internal.example/secret");
            case "/metadata" -> redirect(exchange, "https://169.254.169.254/latest");
            case "/broken" -> redirect(exchange, "https://[::/");
            default -> send(exchange, 404, "no", 2);
        }
    }

    private static void send(HttpExchange exchange, int status, String body, long length) throws IOException {
        exchange.sendResponseHeaders(status, length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.getBytes(UTF_8));
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    @Test
    void aDocumentIsFetchedAndNothingButTheLocationIsSent() throws Exception {
        assertThat(get("https://a.example/document?x=1"))
                .hasValueSatisfying(b -> assertThat(b).asString().isEqualTo("<xml/>"));
        assertThat(requests).singleElement().asString().startsWith("a.example/document?x=1 ");
        assertThat(requests.get(0)).doesNotContain("Cookie", "User-agent", "Authorization", "Referer");
    }

    @Test
    void chunksArePutTogether() throws Exception {
        assertThat(get("https://a.example/chunked"))
                .hasValueSatisfying(b -> assertThat(b).hasSize(5_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/missing", "/large", "/largechunked", "/loop", "/plain", "/port", "/broken"})
    void whatIsNotThereOrNotAcceptableIsEmpty(String path) throws Exception {
        assertThat(get("https://a.example" + path)).isEmpty();
        assertThat(requests).hasSizeLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/moved", "/relative"})
    void redirectionsAreFollowed(String path) throws Exception {
        assertThat(get("https://a.example" + path)).isPresent();
        assertThat(requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal", "/metadata"})
    void aRedirectionIsVettedLikeTheFirstLocation(String path) {
        NetworkGuard guard = NetworkGuard.builder().allow("127.0.0.0/8").build();

        assertThatThrownBy(() -> download().get(URI.create("https://a.example" + path), Origin.USER, guard, 10_000))
                .isInstanceOfSatisfying(
                        ConnectionFailedException.class,
                        e -> assertThat(e.outcome()).isEqualTo(Outcome.ADDRESS_FORBIDDEN));
    }

    @Test
    void usersReachNoInternalHost() {
        assertThat(outcome("https://a.example/document?x=1", Origin.USER)).isEqualTo(Outcome.ADDRESS_FORBIDDEN);
        assertThat(requests).isEmpty();
    }

    @Test
    void theNameAndTheAuthorityAreChecked() {
        assertThat(outcome("https://c.example/", Origin.ADMINISTRATOR)).isEqualTo(Outcome.CERTIFICATE_WRONG_HOST);
        GuardedDownload withoutTrust = builder().build();
        assertThatThrownBy(() -> withoutTrust.get(
                        URI.create("https://a.example/"), Origin.ADMINISTRATOR, NetworkGuard.recommended(), 10))
                .hasMessage("CERTIFICATE_UNTRUSTED");
        assertThat(outcome("https://unknown.example/", Origin.ADMINISTRATOR)).isEqualTo(Outcome.HOST_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/",
                "https://u:p@a.example/",
                "https://a.example:8443/",
                "file:///etc/passwd",
                "https:a",
                "https://a_b.example/",
                "https://a.example/ü"
            })
    void otherLocationsAreRefused(String location) {
        assertThatIllegalArgumentException().isThrownBy(() -> get(location));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.example ESMTP\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef",
                "HTTP/1.1 200 OK\r\n",
                ""
            })
    void aServerThatMisbehavesIsAFailure(String reply) throws Exception {
        try (var scripted = new Scripted(reply.getBytes(US_ASCII), Duration.ZERO)) {
            assertThat(scripted.outcome(Duration.ofSeconds(20)))
                    .isIn(Outcome.NOT_THIS_PROTOCOL, Outcome.SERVER_MISBEHAVED);
        }
    }

    @Test
    void anEndlessHeadIsCutOff() throws Exception {
        try (var scripted =
                new Scripted(("HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(100_000)).getBytes(US_ASCII), Duration.ZERO)) {
            assertThat(scripted.outcome(Duration.ofSeconds(20))).isEqualTo(Outcome.SERVER_MISBEHAVED);
        }
    }

    @Test
    void aDrippingServerEndsAtTheDeadline() throws Exception {
        try (var scripted = new Scripted("HTTP/1.1 200 OK\r\nx: ".getBytes(US_ASCII), Duration.ofMillis(100))) {
            long begin = System.nanoTime();

            assertThat(scripted.outcome(Duration.ofSeconds(1))).isEqualTo(Outcome.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private Optional<byte[]> get(String location) throws IOException {
        return download().get(URI.create(location), Origin.ADMINISTRATOR, NetworkGuard.recommended(), 10_000);
    }

    private Outcome outcome(String location, Origin origin) {
        try {
            download().get(URI.create(location), origin, NetworkGuard.recommended(), 10_000);
            return Outcome.OK;
        } catch (ConnectionFailedException e) {
            return e.outcome();
        }
    }

    private GuardedDownload download() {
        return builder().trustedCertificates(AUTHORITY.anchors()).build();
    }

    private GuardedDownload.Builder builder() {
        return GuardedDownload.builder()
                .settings(ConnectionSettings.recommended().withResolver(GuardedDownloadIT::resolve))
                .port(server.getAddress().getPort());
    }

    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        return switch (host) {
            case "a.example", "b.example", "c.example" -> List.of(LOOPBACK);
            case "internal.example" -> List.of(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}));
            default -> throw new UnknownHostException(host);
        };
    }

    /** A server without TLS at the port of HTTPS is told from one that speaks something else. */
    @ParameterizedTest
    @CsvSource({"HTTP/1.1 400 Bad Request, TLS_NOT_SPOKEN", "220 mail.example ESMTP, NOT_THIS_PROTOCOL"})
    void aServerThatAnswersInPlainText(String line, Outcome outcome) {
        try (ScriptedServer server =
                ScriptedServer.start(peer -> peer.line(line).drain())) {
            assertThat(outcomeAt(server.port(), Duration.ofSeconds(20))).isEqualTo(outcome);
        }
    }

    private static Outcome outcomeAt(int port, Duration total) {
        var timeouts = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), total);
        GuardedDownload download = GuardedDownload.builder()
                .settings(ConnectionSettings.recommended()
                        .withResolver(GuardedDownloadIT::resolve)
                        .withTimeouts(timeouts))
                .trustedCertificates(AUTHORITY.anchors())
                .port(port)
                .build();
        try {
            download.get(URI.create("https://a.example/"), Origin.ADMINISTRATOR, NetworkGuard.recommended(), 1_000_000);
            return Outcome.OK;
        } catch (ConnectionFailedException e) {
            return e.outcome();
        }
    }

    /** A TLS server that says something and then repeats one byte, or ends. */
    private static final class Scripted implements AutoCloseable {
        private final ServerSocket socket =
                CERTIFICATE.serverContext().getServerSocketFactory().createServerSocket(0, 5, LOOPBACK);

        private final CountDownLatch closed = new CountDownLatch(1);

        Scripted(byte[] reply, Duration drip) throws IOException {
            var thread = new Thread(() -> serve(reply, drip));
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(byte[] reply, Duration drip) {
            try (Socket client = socket.accept()) {
                client.getInputStream().read(new byte[1_000]);
                client.getOutputStream().write(reply);
                while (!drip.isZero() && !closed.await(drip.toNanos(), TimeUnit.NANOSECONDS)) {
                    client.getOutputStream().write('x');
                    client.getOutputStream().flush();
                }
            } catch (IOException e) {
                // The client has seen enough.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        Outcome outcome(Duration total) {
            return outcomeAt(socket.getLocalPort(), total);
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
            socket.close();
        }
    }
}
