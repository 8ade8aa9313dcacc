package org.emailregistry.jakartamail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.emailregistry.connection.GuardedSocket;

/** A socket factory that returns one existing connection, once. */
final class ReadySocketFactory extends SocketFactory {
    private final GuardedSocket socket;
    private boolean given;

    ReadySocketFactory(GuardedSocket socket) {
        this.socket = socket;
    }

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (given) {
            throw refusal();
        }
        given = true;
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw refusal();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw refusal();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw refusal();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw refusal();
    }

    private static IOException refusal() {
        return new IOException("the mail library must not open connections itself");
    }
}
