package org.emailregistry.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The TCP connection under everything. Each read waits no longer than its timeout and the deadline, however slowly the
 * bytes drip; the first bytes are remembered, because they tell what kind of server answered.
 */
final class RawSocket extends Socket {
    private static final int REMEMBERED = 16;

    private final byte[] first = new byte[REMEMBERED];
    private int firstLength;
    private volatile Deadline deadline;
    private final Duration timeout;

    RawSocket(Proxy proxy, Deadline deadline, Duration timeout) {
        super(proxy);
        this.deadline = deadline;
        this.timeout = timeout;
    }

    /** Sets the deadline of the reads that begin from now on. */
    void limit(Deadline newDeadline) {
        deadline = newDeadline;
    }

    /** Begins to remember anew. */
    synchronized void forget() {
        firstLength = 0;
    }

    /** The first bytes that came since {@link #forget()}. */
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
        return new Limited(super.getInputStream());
    }

    private final class Limited extends FilterInputStream {
        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Deadline until = deadline;
            if (until.expired()) {
                throw new SocketTimeoutException("deadline");
            }
            setSoTimeout(until.millisWithin(timeout));
            int n = super.read(bytes, offset, length);
            if (n > 0) {
                remember(bytes, offset, n);
            }
            return n;
        }
    }
}
