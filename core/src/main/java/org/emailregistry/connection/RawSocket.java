package org.emailregistry.connection;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The TCP connection below TLS. Each read ends at its timeout or at the deadline, however slowly bytes arrive. The
 * first bytes are remembered, because they show what kind of server answered.
 */
final class RawSocket extends Socket {
    private static final int REMEMBERED = 16;

    private final byte[] first = new byte[REMEMBERED];
    private int firstLength;
    private volatile Limits limits;
    private final Duration writeTimeout;
    private final StalledWrites stalledWrites;

    private record Limits(Deadline deadline, Duration timeout) {}

    /**
     * Creates an unconnected socket.
     *
     * @param timeout the limit of each read and each write
     * @param stalledWrites closes this socket if the other side does not accept written bytes in time
     */
    RawSocket(Proxy proxy, Deadline deadline, Duration timeout, StalledWrites stalledWrites) {
        super(proxy);
        this.writeTimeout = timeout;
        this.stalledWrites = stalledWrites;
        this.limits = new Limits(deadline, timeout);
    }

    /** Returns the limit of each write, and of each read unless another was set. */
    Duration timeout() {
        return writeTimeout;
    }

    /** Sets the limits of reads that begin from now on. */
    void limit(Deadline deadline, Duration timeout) {
        limits = new Limits(deadline, timeout);
    }

    /** Sets the deadline of reads that begin from now on. */
    void limit(Deadline deadline) {
        limits = new Limits(deadline, limits.timeout());
    }

    /** Discards the remembered bytes and remembers the next ones. */
    synchronized void forget() {
        firstLength = 0;
    }

    /** Returns the first bytes received since {@link #forget()}, at most 16. */
    synchronized byte[] first() {
        return Arrays.copyOf(first, firstLength);
    }

    private synchronized void remember(byte[] bytes, int offset, int length) {
        int n = Math.min(length, REMEMBERED - firstLength);
        System.arraycopy(bytes, offset, first, firstLength, n);
        firstLength += n;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new LimitedInput(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new WatchedOutput(super.getOutputStream());
    }

    private final class LimitedInput extends FilterInputStream {
        LimitedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Limits now = limits;
            if (now.deadline().expired()) {
                throw new SocketTimeoutException("read: the deadline has passed");
            }
            setSoTimeout(now.deadline().millisWithin(now.timeout()));
            int n = super.read(bytes, offset, length);
            if (n > 0) {
                remember(bytes, offset, n);
            }
            return n;
        }
    }

    private final class WatchedOutput extends FilterOutputStream {
        WatchedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            StalledWrites.Watch watch = stalledWrites.begin(RawSocket.this, writeTimeout);
            IOException failure = null;
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
            }
            if (watch.end()) {
                throw new SocketTimeoutException("write: the server did not accept the data in time");
            }
            if (failure != null) {
                throw failure;
            }
        }
    }
}
