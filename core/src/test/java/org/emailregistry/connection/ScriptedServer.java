package org.emailregistry.connection;

import static java.util.stream.Collectors.joining;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server on this machine that does what its script says with each connection, and remembers what it was told. A script
 * that fails ends its connection, as a server that breaks does.
 */
public final class ScriptedServer implements AutoCloseable {
    /** What to do with a connection. */
    @FunctionalInterface
    public interface Script {
        /** Runs on a thread of its own. */
        void run(Peer peer) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private ScriptedServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    /** Starts a server on a port of its own. */
    public static ScriptedServer start(Script script) {
        try {
            var listener = new ServerSocket(0, 50, TestProbe.address(127, 0, 0, 1)) {
                @Override
                public Socket accept() throws IOException {
                    var socket = new CountedSocket();
                    implAccept(socket);
                    return socket;
                }
            };
            var server = new ScriptedServer(listener, script);
            server.run(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The lines that were received, in all connections. */
    public List<String> received() {
        List<String> all = new ArrayList<>();
        peers.forEach(peer -> all.addAll(peer.lines));
        return all;
    }

    /** How many connections there were. */
    public int connections() {
        return peers.size();
    }

    private void run(Runnable task) {
        var thread = new Thread(task, "scripted-server-" + listener.getLocalPort());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var peer = new Peer((CountedSocket) listener.accept());
                peers.add(peer);
                run(() -> serve(peer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Peer peer) {
        try {
            script.run(peer);
        } catch (IOException | InterruptedException e) {
            // The other side has gone, or the test is over.
        } finally {
            peer.close();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        peers.forEach(Peer::close);
        threads.forEach(Thread::interrupt);
    }

    /** One connection. */
    public static final class Peer {
        private final CountedSocket raw;
        private InputStream in;
        private OutputStream out;
        private String serverName = "";
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Peer(CountedSocket raw) throws IOException {
            this.raw = raw;
            // Answers of several lines would wait for the other side's acknowledgment.
            raw.setTcpNoDelay(true);
            this.in = raw.getInputStream();
            this.out = new BufferedOutputStream(raw.getOutputStream());
        }

        /** Sends text as it is. */
        public Peer send(String text) throws IOException {
            return send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Peer send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            return this;
        }

        /** Sends a line. */
        public Peer line(String text) throws IOException {
            return send(text + "\r\n");
        }

        /** Reads a line. */
        public String read() throws IOException {
            var line = new StringBuilder();
            int c = in.read();
            while (c != '\n') {
                if (c < 0) {
                    throw new EOFException();
                }
                if (c != '\r') {
                    line.append((char) c);
                }
                c = in.read();
            }
            lines.add(line.toString());
            return line.toString();
        }

        /** Fails if the other side said more than was read. */
        public void requireNothingMore() throws IOException {
            if (in.available() > 0) {
                throw new IOException("said more than it should");
            }
        }

        /** Reads and forgets, until the other side has gone. */
        public void drain() throws IOException {
            while (true) {
                read();
            }
        }

        /** Says yes to every command of IMAP or SMTP, until the other side has gone. */
        public void oblige() throws IOException {
            while (true) {
                String first = read().split(" ", -1)[0];
                line(first.matches("A\\d+") ? first + " OK done" : "250 done");
            }
        }

        /** Becomes a TLS server. */
        public Peer tls(SSLContext context) throws IOException {
            return tls(context, "TLSv1.3", "TLSv1.2");
        }

        Peer tls(SSLContext context, String... versions) throws IOException {
            var socket = (SSLSocket) context.getSocketFactory().createSocket(raw, null, raw.getPort(), false);
            socket.setUseClientMode(false);
            socket.setEnabledProtocols(versions);
            socket.startHandshake();
            in = socket.getInputStream();
            out = new BufferedOutputStream(socket.getOutputStream());
            serverName = ((ExtendedSSLSession) socket.getSession())
                    .getRequestedServerNames().stream()
                            .map(name -> ((SNIHostName) name).getAsciiName())
                            .collect(joining());
            return this;
        }

        /** The name that the client asked for in the handshake, or nothing. */
        public String serverName() {
            return serverName;
        }

        /** Says that nothing more will be sent, and goes on listening. */
        public void halfClose() throws IOException {
            raw.shutdownOutput();
        }

        /** How often this side has begun to speak after it had listened, the handshake of TLS included. */
        int answers() {
            return raw.answers.get();
        }

        InputStream input() {
            return in;
        }

        OutputStream output() {
            return out;
        }

        /** Ends the connection. */
        public void close() {
            try {
                raw.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Counts how often the direction turns. */
    private static final class CountedSocket extends Socket {
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicBoolean speaking = new AtomicBoolean();

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int n = super.read(bytes, offset, length);
                    if (n > 0) {
                        speaking.set(false);
                    }
                    return n;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    if (!speaking.getAndSet(true)) {
                        answers.incrementAndGet();
                    }
                    out.write(bytes, offset, length);
                }
            };
        }
    }
}
