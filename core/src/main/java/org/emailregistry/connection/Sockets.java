package org.emailregistry.connection;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;

/**
 * The sockets of one undertaking, so that all of them can be closed at once, by any thread, the ones to come too.
 * Thread-safe; closing does not block and is idempotent.
 */
public final class Sockets implements AutoCloseable {
    private final Set<Socket> open = new HashSet<>();
    private boolean closed;

    /** None yet. */
    public Sockets() {}

    synchronized void add(Socket socket) throws SocketException {
        if (closed) {
            closeQuietly(socket);
            throw new SocketException("cancelled");
        }
        open.add(socket);
    }

    /** Whoever has it closes it from now on. */
    synchronized void forget(Socket socket) {
        open.remove(socket);
    }

    synchronized void closeOne(Socket socket) {
        open.remove(socket);
        closeQuietly(socket);
    }

    /** Whether {@link #close()} was called. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Closes all, and each that is added later. */
    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(Sockets::closeQuietly);
        open.clear();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing can be done about it, and the descriptor is gone.
        }
    }
}
