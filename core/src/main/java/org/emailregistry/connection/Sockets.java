package org.emailregistry.connection;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;

/**
 * The sockets of one test or one mailbox, to be closed together from any thread. A socket that is added after
 * {@link #close()} is closed at once, so that a connection in progress ends too. Thread-safe.
 */
public final class Sockets implements AutoCloseable {
    private final Set<Socket> open = new HashSet<>();
    private boolean closed;

    /** Creates an empty set of sockets. */
    public Sockets() {}

    synchronized void add(Socket socket) throws SocketException {
        if (closed) {
            closeQuietly(socket);
            throw new SocketException("the sockets were closed; no further connection can be opened");
        }
        open.add(socket);
    }

    /** Removes a socket without closing it; its holder closes it from now on. */
    synchronized void forget(Socket socket) {
        open.remove(socket);
    }

    synchronized void closeOne(Socket socket) {
        open.remove(socket);
        closeQuietly(socket);
    }

    /** Returns whether {@link #close()} was called. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Closes all sockets, and every socket that is added later. Does not block. Idempotent. */
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
            // Nothing else can be done; the descriptor is released.
        }
    }
}
