package org.emailregistry.discovery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JdkServiceRecordsTest {
    private static final int SRV = 33;
    private static final int IN = 1;
    private static final int ANSWER = 0x8180;
    private static final int NAME_ERROR = 0x8183;
    private static final int SERVER_FAILURE = 0x8182;

    private DatagramSocket socket;
    private volatile int flags = ANSWER;
    private volatile List<ServiceRecord> zone = List.of();

    @BeforeEach
    void start() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() {
        socket.close();
    }

    @Test
    void recordsAreRead() throws Exception {
        zone = List.of(new ServiceRecord(10, 5, 993, "imap.acme.example."), new ServiceRecord(0, 0, 0, "."));

        assertThat(lookup()).containsExactlyInAnyOrderElementsOf(zone);
    }

    @Test
    void aNameWithoutRecordsHasNone() throws Exception {
        assertThat(lookup()).isEmpty();
        flags = NAME_ERROR;
        assertThat(lookup()).isEmpty();
    }

    @Test
    void aNameServerThatFailsOrIsNotThereIsAFailure() {
        flags = SERVER_FAILURE;
        assertThatThrownBy(this::lookup).isInstanceOf(IOException.class);
        socket.close();
        assertThatThrownBy(this::lookup).isInstanceOf(IOException.class);
    }

    @Test
    void namesThatWouldLeaveDnsAreRefused() {
        var records = new JdkServiceRecords("dns://127.0.0.1:" + socket.getLocalPort());
        for (String name : List.of("ldap://127.0.0.1/x", "rmi:x", "a/b", "", "a b")) {
            assertThatThrownBy(() -> records.lookup(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<ServiceRecord> lookup() throws IOException {
        return new JdkServiceRecords("dns://127.0.0.1:" + socket.getLocalPort()).lookup("_imaps._tcp.acme.example");
    }

    /** Answers each question with all of the zone (RFC 1035 section 4). */
    private void serve() {
        byte[] buffer = new byte[512];
        try {
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                int end = 12;
                while (question[end] != 0) {
                    end += question[end] + 1;
                }
                end += 5;
                ByteBuffer reply = ByteBuffer.allocate(512);
                reply.put(question, 0, 2)
                        .putShort((short) flags)
                        .putShort((short) 1)
                        .putShort((short) zone.size())
                        .putInt(0);
                reply.put(question, 12, end - 12);
                for (ServiceRecord record : zone) {
                    byte[] target = target(record.target());
                    reply.putShort((short) 0xc00c)
                            .putShort((short) SRV)
                            .putShort((short) IN)
                            .putInt(60);
                    reply.putShort((short) (6 + target.length))
                            .putShort((short) record.priority())
                            .putShort((short) record.weight())
                            .putShort((short) record.port())
                            .put(target);
                }
                socket.send(new DatagramPacket(reply.array(), reply.position(), packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static byte[] target(String name) {
        ByteBuffer bytes = ByteBuffer.allocate(256);
        for (String label : name.split("\\.", -1)) {
            if (!label.isEmpty()) {
                bytes.put((byte) label.length()).put(label.getBytes(US_ASCII));
            }
        }
        bytes.put((byte) 0);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
