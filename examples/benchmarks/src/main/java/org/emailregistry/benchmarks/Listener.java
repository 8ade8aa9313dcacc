package org.emailregistry.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on a free port of the loopback interface, with a daemon thread for each connection. */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 5_000;

    private final ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Script script;

    /** Handles a connection. */
    interface Script {
        void run(Socket connection) throws IOException, InterruptedException;
    }

    Listener(Script script) throws IOException {
        this.script = script;
        daemon(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    static void daemon(Runnable task) {
        var thread = new Thread(task, "benchmark-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return; // The server was closed.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            script.run(connection);
        } catch (IOException | InterruptedException e) {
            // The client has closed the connection.
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
