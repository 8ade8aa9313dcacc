package org.emailregistry.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first address of a name that answers (Happy Eyeballs, RFC 8305): the next address is tried when the
 * one before has failed, or not answered for 250 milliseconds. The calling thread tries addresses itself, so an
 * executor without free threads makes the race slower but never blocks it.
 */
final class Race {
    /** The Connection Attempt Delay of RFC 8305 section 5. */
    private static final Duration HEAD_START = Duration.ofMillis(250);

    private static final int MAXIMUM_LANES = 4;

    private final Deque<InetAddress> waiting;
    private final int port;
    private final Duration timeout;
    private final Deadline deadline;
    private final Sockets sockets;
    private final Supplier<RawSocket> newSocket;

    private final Sockets attempts = new Sockets();
    private int running;
    private long lastStart;
    private @Nullable RawSocket winner;
    private @Nullable IOException failure;

    Race(
            List<InetAddress> addresses,
            int port,
            Duration timeout,
            Deadline deadline,
            Sockets sockets,
            Supplier<RawSocket> newSocket) {
        this.waiting = new ArrayDeque<>(addresses);
        this.port = port;
        this.timeout = timeout;
        this.deadline = deadline;
        this.sockets = sockets;
        this.newSocket = newSocket;
    }

    /**
     * Returns the first socket that connects.
     *
     * @throws ConnectionFailedException if no address accepts the connection in time
     */
    RawSocket run(Executor executor) throws IOException {
        int lanes = Math.min(waiting.size(), MAXIMUM_LANES);
        for (int i = 1; i < lanes; i++) {
            try {
                executor.execute(this::lane);
            } catch (RejectedExecutionException e) {
                break;
            }
        }
        lane();
        return result();
    }

    private void lane() {
        InetAddress next = next();
        while (next != null) {
            attempt(next);
            next = next();
        }
    }

    /** Waits until the next address may be tried and returns it; null if none is left or needed. */
    private synchronized @Nullable InetAddress next() {
        while (true) {
            if (winner != null || waiting.isEmpty() || deadline.expired() || sockets.isClosed()) {
                return null;
            }
            long wait = running == 0 ? 0 : lastStart + HEAD_START.toNanos() - System.nanoTime();
            if (wait <= 0) {
                running++;
                lastStart = System.nanoTime();
                return waiting.remove();
            }
            if (!await(wait)) {
                return null;
            }
        }
    }

    private boolean await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void attempt(InetAddress address) {
        RawSocket socket = newSocket.get();
        IOException failed = null;
        try {
            sockets.add(socket);
            attempts.add(socket);
            socket.connect(new InetSocketAddress(address, port), deadline.millisWithin(timeout));
        } catch (IOException e) {
            failed = e;
        } catch (RuntimeException | Error e) {
            failed = new IOException(e);
        }
        ended(socket, failed);
    }

    private synchronized void ended(RawSocket socket, @Nullable IOException failed) {
        running--;
        if (failed == null && winner == null) {
            winner = socket;
            attempts.forget(socket);
            attempts.close();
        } else {
            sockets.closeOne(socket);
            if (failure == null || failure instanceof SocketTimeoutException) {
                failure = failed;
            }
        }
        notifyAll();
    }

    private synchronized RawSocket result() throws IOException {
        while (winner == null && running > 0) {
            if (!await(Math.max(1, deadline.remainingNanos()))) {
                break;
            }
        }
        if (winner != null) {
            return winner;
        }
        attempts.close();
        throw failure == null || failure instanceof SocketTimeoutException
                ? new ConnectionFailedException(Outcome.TIMEOUT)
                : new ConnectionFailedException(Outcome.CONNECTION_REFUSED, failure);
    }
}
