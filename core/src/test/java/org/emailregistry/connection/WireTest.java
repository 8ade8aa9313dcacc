package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.emailregistry.probe.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No more is taken from a server before the login than 64 KiB in all, before and after an upgrade to TLS together. */
class WireTest {
    /** Says the same for ever, in pieces of an awkward size, and counts what is taken. */
    private static final class Flood extends InputStream {
        private final byte[] text;
        private int taken;

        Flood(String text) {
            this.text = text.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public int read() {
            return text[taken++ % text.length];
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int n = Math.min(length, 1999);
            for (int i = 0; i < n; i++) {
                bytes[offset + i] = (byte) read();
            }
            return n;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "* OK still there and a good deal longer than it would have to be\r\n", "a {8000}\r\n"})
    void noMoreIsTakenThanTheLimit(String text) {
        var flood = new Flood(text);
        var wire = new Wire(flood, OutputStream.nullOutputStream());

        assertThatIsRefused(wire);

        assertThat(flood.taken).isLessThanOrEqualTo(64 * 1024);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void theUpgradeToTlsGivesNothingBack(int linesBefore) throws IOException {
        String line = "x".repeat(8000) + "\r\n";
        var before = new Flood(line);
        var after = new Flood(line);
        var wire = new Wire(before, OutputStream.nullOutputStream());
        for (int i = 0; i < linesBefore; i++) {
            wire.readLine();
        }
        wire.replaceStreams(after, OutputStream.nullOutputStream());

        assertThatIsRefused(wire);

        assertThat(before.taken + after.taken).isLessThanOrEqualTo(64 * 1024);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"* X {5}\r\nhello\r\n", "* X {5}\nhello\n", "* X {0}\r\n\r\n", "* X {5}\r\nhello {2}\r\nyo\r\n"})
    void literalAtTheEndOfALineIsAnnouncedOnce(String line) throws IOException {
        byte[] bytes = (line + "A1 OK done\r\n").getBytes(StandardCharsets.ISO_8859_1);
        var wire = new Wire(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());

        assertThat(wire.readImapLine()).startsWith("* X {");
        assertThat(wire.readImapLine()).isEqualTo("A1 OK done");
    }

    private static void assertThatIsRefused(Wire wire) {
        assertThatExceptionOfType(ConnectionFailedException.class)
                .isThrownBy(() -> {
                    while (true) {
                        wire.readImapLine();
                    }
                })
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.SERVER_MISBEHAVED));
    }
}
