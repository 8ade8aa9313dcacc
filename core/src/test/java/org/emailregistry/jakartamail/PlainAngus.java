package org.emailregistry.jakartamail;

import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Properties;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import org.emailregistry.connection.ScriptedServer.Script;
import org.emailregistry.connection.TestProbe;

/** Angus Mail as others use it, for comparison. */
final class PlainAngus {
    static final String HERE = "127.0.0.1";

    private PlainAngus() {}

    static Properties properties(String... keysAndValues) {
        var properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    static Store imap(Properties properties, String host, int port) throws MessagingException {
        return connected(Session.getInstance(properties).getStore("imap"), host, port);
    }

    static Transport smtp(Properties properties, String host, int port) throws MessagingException {
        return connected(Session.getInstance(properties).getTransport("smtp"), host, port);
    }

    private static <T extends Service> T connected(T service, String host, int port) throws MessagingException {
        service.connect(host, port, TestProbe.LOGIN, TestProbe.PASSWORD);
        return service;
    }

    /** An IMAP server in plain text that has these capabilities and says yes to everything. */
    static Script yes(String capabilities) {
        return peer -> {
            peer.line("* OK ready");
            while (true) {
                String[] words = peer.read().split(" ", -1);
                if (words[1].equals("CAPABILITY")) {
                    peer.line("* CAPABILITY IMAP4rev1 " + capabilities);
                }
                peer.line(words[0] + " OK done");
            }
        };
    }

    /** A socket that connects to this machine, whatever it is told. */
    static Socket pinned() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                super.connect(here(endpoint), timeout);
            }

            @Override
            public void connect(SocketAddress endpoint) throws IOException {
                super.connect(here(endpoint));
            }

            private SocketAddress here(SocketAddress endpoint) {
                return new InetSocketAddress(TestProbe.address(127, 0, 0, 1), ((InetSocketAddress) endpoint).getPort());
            }
        };
    }

    /** A factory of unconnected sockets only. */
    static SocketFactory factory(Supplier<Socket> sockets) {
        return new SocketFactory() {
            @Override
            public Socket createSocket() {
                return sockets.get();
            }

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                throw new IOException("unconnected ones only");
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
                throw new IOException("unconnected ones only");
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws IOException {
                throw new IOException("unconnected ones only");
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                    throws IOException {
                throw new IOException("unconnected ones only");
            }
        };
    }
}
