package org.emailregistry.connection;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.emailregistry.probe.Outcome;

/**
 * Lines to and from an untrusted server. The length of a line, the number of lines and the number of bytes are bounded,
 * with and without TLS. Bytes received before an upgrade to TLS are discarded.
 */
final class Wire {
    static final int MAXIMUM_LINE = 8 * 1024;
    static final int MAXIMUM_LITERAL = 8 * 1024;
    static final int MAXIMUM_LINES = 200;
    static final int MAXIMUM_TOTAL = 64 * 1024;

    private static final int REMEMBERED = 16;

    private InputStream in;
    private OutputStream out;

    private final byte[] buffer = new byte[2048];
    private int position;
    private int limit;

    private byte[] line = new byte[256];
    private final byte[] first = new byte[REMEMBERED];
    private int firstLength;
    private int received;
    private int lines;
    private int maximumLine = MAXIMUM_LINE;

    Wire(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Checks that the server has sent nothing after its consent to TLS.
     *
     * @throws ConnectionFailedException if there are such bytes: an attacker may have injected them to pass for a reply
     *     inside TLS (CVE-2011-0411)
     */
    void requireSilence() throws IOException {
        if (position < limit || in.available() > 0) {
            throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
        }
    }

    /** Continues over TLS and discards everything received before. */
    void replaceStreams(InputStream newIn, OutputStream newOut) {
        in = newIn;
        out = newOut;
        position = 0;
        limit = 0;
        firstLength = 0;
    }

    /** Bounds lines only by the number of all bytes from now on. */
    void allowLongLines() {
        maximumLine = MAXIMUM_TOTAL;
    }

    void send(String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Sends a line in one write and wipes it. */
    void sendSecret(byte[] secretLine) throws IOException {
        try {
            out.write(secretLine);
            out.flush();
        } finally {
            Arrays.fill(secretLine, (byte) 0);
        }
    }

    /** Reads the next line without its end, one byte per character. */
    String readLine() throws IOException {
        int length = readLineInto(0);
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Reads the next line of IMAP. A literal in it is skipped; its announcement stays (RFC 9051 section 4.3). */
    String readImapLine() throws IOException {
        int length = readLineInto(0);
        long literal = Literal.announced(line, 0, length);
        while (literal >= 0) {
            if (literal > MAXIMUM_LITERAL) {
                throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
            }
            for (long i = 0; i < literal; i++) {
                readByte();
            }
            int from = length;
            length = readLineInto(from);
            literal = Literal.announced(line, from, length);
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    private int readLineInto(int from) throws IOException {
        int length = from;
        int b = readByte();
        while (b != '\n') {
            if (length == maximumLine) {
                throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) b;
            b = readByte();
        }
        if (++lines > MAXIMUM_LINES) {
            throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
        }
        return length > from && line[length - 1] == '\r' ? length - 1 : length;
    }

    /** Waits until at least one byte can be read. */
    void awaitAnything() throws IOException {
        if (position == limit) {
            fill();
        }
    }

    private int readByte() throws IOException {
        if (position == limit) {
            fill();
        }
        byte b = buffer[position++];
        if (firstLength < REMEMBERED) {
            first[firstLength++] = b;
        }
        return b & 0xff;
    }

    private void fill() throws IOException {
        int room = Math.min(buffer.length, MAXIMUM_TOTAL - received);
        if (room == 0) {
            throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
        }
        int n = in.read(buffer, 0, room);
        if (n < 0) {
            throw new EOFException();
        }
        received += n;
        position = 0;
        limit = n;
    }

    /** Returns whether nothing was received at all. */
    boolean isSilent() {
        return received == 0;
    }

    /** Returns the first bytes read, at most 16, since the streams were set last. */
    byte[] first() {
        return Arrays.copyOf(first, firstLength);
    }

    /**
     * Returns a stream of the given beginning, the bytes that were received but not read, and the rest of the input.
     */
    InputStream handOver(String beginning) {
        byte[] said = beginning.getBytes(StandardCharsets.ISO_8859_1);
        byte[] start = Arrays.copyOf(said, said.length + limit - position);
        System.arraycopy(buffer, position, start, said.length, limit - position);
        return new SequenceInputStream(new ByteArrayInputStream(start), in);
    }

    OutputStream output() {
        return out;
    }
}
