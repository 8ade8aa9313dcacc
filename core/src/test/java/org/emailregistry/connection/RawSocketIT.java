package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.emailregistry.address.Host;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes that nobody takes. */
class RawSocketIT {
    private static final byte[] MUCH = new byte[64 * 1024 * 1024];

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        executor.shutdownNow();
    }

    private RawSocket connect(ScriptedServer server, Duration timeout) throws IOException {
        var socket =
                new RawSocket(Proxy.NO_PROXY, Deadline.after(TestProbe.AMPLE), timeout, StalledWrites.on(executor));
        socket.connect(new InetSocketAddress(TestProbe.address(127, 0, 0, 1), server.port()));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writeThatIsNotTakenIsATimeout(boolean secure) throws IOException {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
                    if (secure) {
                        peer.tls(TestProbe.TLS);
                    }
                    end.await();
                });
                RawSocket socket = connect(server, Duration.ofSeconds(1))) {
            OutputStream out = secure ? tls(socket) : socket.getOutputStream();

            assertThatThrownBy(() -> out.write(MUCH)).isInstanceOf(SocketTimeoutException.class);
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void connectionThatBreaksIsNoTimeout() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(peer -> {});
                RawSocket socket = connect(server, TestProbe.AMPLE)) {
            OutputStream out = socket.getOutputStream();

            assertThatThrownBy(() -> out.write(MUCH)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void withoutAWatchNothingIsWritten() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.Peer::drain);
                RawSocket socket = connect(server, TestProbe.AMPLE)) {
            OutputStream out = socket.getOutputStream();
            executor.shutdownNow();

            assertThatThrownBy(() -> out.write(MUCH)).isInstanceOf(SocketException.class);
        }
    }

    private static OutputStream tls(RawSocket socket) throws IOException {
        return Tls.handshake(
                        socket,
                        Host.tryParse(TestProbe.HOST).orElseThrow(),
                        993,
                        new TlsContexts().of(Optional.of(TestProbe.AUTHORITY.anchors())),
                        first -> false)
                .getOutputStream();
    }
}
