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
 * A connection to a mail server that is connected, secured and logged in already, in the shape of a plain socket: what a
 * mail library reads first is a greeting that says so. What it reads is bounded in time and memory, for each command
 * anew. Has no channel; timeouts set on it have no effect.
 */
public final class GuardedSocket extends Socket {
    private final Channel channel;
    private final Sockets sockets;
    private final Limits limits;
    private final ReplyBudget in;
    private final OutputStream out;
    private volatile boolean idle;

    /**
     * How much a logged-in connection may take.
     *
     * @param exchange how long to wait for the next bytes, and for the server to take ours
     * @param command how long a command may take in all
     * @param idle how long to wait for news while idling
     * @param budget how much may be read between two commands
     */
    record Limits(Duration exchange, Duration command, Duration idle, long budget) {}

    GuardedSocket(Dialog dialog, Sockets sockets, Limits limits) {
        this.channel = dialog.channel;
        this.sockets = sockets;
        this.limits = limits;
        this.in = new ReplyBudget(
                channel.wire().handOver(dialog.handOver()), channel.protocol() == MailProtocol.IMAP, limits.budget());
        this.out = new CommandOutput(channel.wire().output());
        begin();
    }

    /** A command begins: its reply may take so long and so much. */
    private void begin() {
        in.renew();
        RawSocket raw = channel.raw();
        if (idle) {
            raw.limit(Deadline.after(limits.idle()), limits.idle());
        } else {
            raw.limit(Deadline.after(limits.command()), limits.exchange());
        }
    }

    /** Says whether the client now waits for news, which may take long. */
    public void idling(boolean nowIdle) {
        idle = nowIdle;
        begin();
    }

    /** Whether everything goes through verified TLS. */
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

    /** Closes the connection at once, without waiting for the other side to agree. */
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

    /** Does nothing: it is connected to what was vetted. */
    @Override
    public void connect(SocketAddress endpoint) {}

    /** Does nothing: it is connected to what was vetted. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) {}

    /** Does nothing: the limits are not the client's. */
    @Override
    public synchronized void setSoTimeout(int timeout) {}

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return channel.raw().getSoTimeout();
    }

    /** Ends what is sent; with TLS that ends the connection. */
    @Override
    public void shutdownOutput() throws IOException {
        channel.raw().shutdownOutput();
    }

    /** Ends what is received; with TLS that ends the connection. */
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
