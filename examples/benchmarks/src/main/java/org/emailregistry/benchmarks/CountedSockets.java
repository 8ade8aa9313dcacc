package org.emailregistry.benchmarks;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Counts what a client of PostgreSQL sends: statements, by the messages Execute and Query of the protocol, and round trips, by
 * the answers for which the client waits. The driver creates this socket factory by its class name.
 */
public final class CountedSockets extends SocketFactory {
    /** The parameter for the driver's URL. */
    static final String PARAMETER = "&socketFactory=" + CountedSockets.class.getName();

    private static final AtomicLong STATEMENTS = new AtomicLong();
    private static final AtomicLong ROUND_TRIPS = new AtomicLong();

    /** The counts. */
    record Count(long statements, long roundTrips) {
        Count minus(Count before) {
            return new Count(statements - before.statements, roundTrips - before.roundTrips);
        }
    }

    static Count count() {
        return new Count(STATEMENTS.get(), ROUND_TRIPS.get());
    }

    @Override
    public Socket createSocket() {
        return new Counted();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    private static final class Counted extends Socket {
        private final Messages messages = new Messages();
        private volatile boolean asked;

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    STATEMENTS.addAndGet(messages.statementsIn(bytes, offset, length));
                    asked = true;
                    out.write(bytes, offset, length);
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    if (asked) {
                        asked = false;
                        ROUND_TRIPS.incrementAndGet();
                    }
                    return super.read(bytes, offset, length);
                }
            };
        }
    }

    /** Splits the stream into messages: a letter, a length that includes itself, a body. The first messages have no letter. */
    private static final class Messages {
        private static final int LENGTH_BYTES = 4;

        private boolean inHeader;
        private int lengthBytes;
        private int length;
        private int body;

        int statementsIn(byte[] bytes, int offset, int count) {
            int statements = 0;
            for (int at = offset; at < offset + count; at++) {
                if (body > 0) {
                    body--;
                } else if (!inHeader && bytes[at] != 0) {
                    inHeader = true;
                    statements += bytes[at] == 'E' || bytes[at] == 'Q' ? 1 : 0;
                } else {
                    inHeader = true;
                    length = length << Byte.SIZE | (bytes[at] & 0xff);
                    lengthBytes++;
                    if (lengthBytes == LENGTH_BYTES) {
                        body = length - LENGTH_BYTES;
                        length = 0;
                        lengthBytes = 0;
                        inHeader = false;
                    }
                }
            }
            return statements;
        }
    }
}
