package org.emailregistry.connection;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import org.emailregistry.probe.MailProtocol;

/**
 * A connection to a mail server that is secured and logged in already, for a mail library that expects a plain socket.
 * The mail library first reads a synthetic greeting that announces a logged-in session, such as IMAP's PREAUTH. Reads
 * are bounded in time and memory, per command. One thread may read while another writes. The socket has no
 * {@link java.nio.channels.SocketChannel}, and timeouts set on the socket have no effect.
 */
public final class GuardedSocket extends Socket {
    private final Channel channel;
    private final Sockets sockets;
    private final Limits limits;
    private final String ehloName;
    private final ReplyBudget in;
    private final OutputStream out;
    private volatile boolean idle;

    /**
     * The limits of a logged-in connection.
     *
     * @param exchange the limit of each wait for bytes from the server, and of each wait for the server to accept bytes
     * @param command the limit of a whole command
     * @param idle the limit of the wait for data during IDLE
     * @param budget the limit of the bytes read between two commands
     */
    record Limits(Duration exchange, Duration command, Duration idle, long budget) {}

    GuardedSocket(Dialog dialog, Sockets sockets, Limits limits, String ehloName) {
        this.channel = dialog.channel;
        this.sockets = sockets;
        this.limits = limits;
        this.ehloName = ehloName;
        this.in = new ReplyBudget(
                channel.wire().handOver(dialog.handOver()), channel.protocol() == MailProtocol.IMAP, limits.budget());
        this.out = new CommandOutput(channel.wire().output());
        begin();
    }

    /** Renews the limits of time and size, because a command begins. */
    private void begin() {
        in.renew();
        RawSocket raw = channel.raw();
        if (idle) {
            raw.limit(Deadline.after(limits.idle()), limits.idle());
        } else {
            raw.limit(Deadline.after(limits.command()), limits.exchange());
        }
    }

    /**
     * Sets whether the client is waiting in IDLE, where the idle timeout applies instead of the command timeout.
     *
     * @param nowIdle true when IDLE begins, false when it ends
     */
    public void idling(boolean nowIdle) {
        idle = nowIdle;
        begin();
    }

    /** Returns the name that the client announces in SMTP. */
    public String ehloName() {
        return ehloName;
    }

    /** Returns whether the connection uses verified TLS. */
    public boolean isSecure() {
        return channel.isSecure();
    }

    private final class CommandOutput extends FilterOutputStream {
        CommandOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begin();
            out.write(bytes, offset, length);
        }
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    /** Closes the connection at once, without a closing handshake of TLS. */
    @Override
    public synchronized void close() {
        sockets.closeOne(channel.raw());
    }

    @Override
    public boolean isClosed() {
        return channel.raw().isClosed();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    /** Does nothing: the socket is connected to a vetted address already. */
    @Override
    public void connect(SocketAddress endpoint) {}

    /** Does nothing: the socket is connected to a vetted address already. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) {}

    /** Does nothing: {@link GuardedConnections} sets the limits. */
    @Override
    public synchronized void setSoTimeout(int timeout) {}

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return channel.raw().getSoTimeout();
    }

    /** Shuts down the sending side of TCP; under TLS this ends the connection. */
    @Override
    public void shutdownOutput() throws IOException {
        channel.raw().shutdownOutput();
    }

    /** Shuts down the receiving side of TCP; under TLS this ends the connection. */
    @Override
    public void shutdownInput() throws IOException {
        channel.raw().shutdownInput();
    }

    @Override
    public InetAddress getInetAddress() {
        return channel.raw().getInetAddress();
    }

    @Override
    public int getPort() {
        return channel.raw().getPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return channel.raw().getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return channel.raw().getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return channel.raw().getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return channel.raw().getLocalSocketAddress();
    }

    @Override
    public String toString() {
        return "guarded connection to " + getRemoteSocketAddress();
    }
}
