package org.emailregistry.jakartamail;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Properties;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.util.MailLogger;
import org.emailregistry.connection.GuardedSocket;

/** IMAP over a connection that is secured and logged in already; never makes one of its own. */
final class StrictImapProtocol extends IMAPProtocol {
    /** The library makes room for as many messages as a server says there are. */
    private static final int MAXIMUM_MESSAGES = 5_000_000;

    private final GuardedSocket socket;

    /** The host is given in numbers, so that nobody resolves it again. */
    StrictImapProtocol(GuardedSocket socket, Properties properties, MailLogger logger)
            throws IOException, ProtocolException {
        super(
                "imap",
                socket.getInetAddress().getHostAddress(),
                socket.getPort(),
                with(properties, new ReadySocketFactory(socket)),
                false,
                logger);
        this.socket = socket;
    }

    private static Properties with(Properties properties, ReadySocketFactory factory) {
        var copy = new Properties();
        copy.putAll(properties);
        copy.put("mail.imap.socketFactory", factory);
        return copy;
    }

    @Override
    public boolean isSSL() {
        return socket.isSecure();
    }

    @Override
    public void startTLS() throws ProtocolException {
        throw new ProtocolException("TLS is not begun here");
    }

    @Override
    public Response readResponse() throws IOException, ProtocolException {
        Response response;
        try {
            response = super.readResponse();
        } catch (InterruptedIOException e) {
            // While idling the library takes a timeout for a reason to wait again, without end.
            throw new IOException("timeout", e);
        }
        if (response instanceof IMAPResponse imap && imap.keyEquals("EXISTS") && imap.getNumber() > MAXIMUM_MESSAGES) {
            throw new IOException("more messages than can be handled");
        }
        return response;
    }

    @Override
    public synchronized Response readIdleResponse() {
        socket.idling(true);
        try {
            return super.readIdleResponse();
        } finally {
            socket.idling(false);
        }
    }
}
