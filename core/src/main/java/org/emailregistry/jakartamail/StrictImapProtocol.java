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

/** IMAP over a connection that is secured and logged in already. Never opens a connection itself. */
final class StrictImapProtocol extends IMAPProtocol {
    /**
     * The maximum number of messages in a folder: the mail library allocates memory for as many as the server
     * announces.
     */
    private static final int MAXIMUM_MESSAGES = 5_000_000;

    private final GuardedSocket socket;

    /** Takes over a connection. The host is passed as an IP address, so that its name is not resolved again. */
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
        throw new ProtocolException(
                "STARTTLS: the connector has already opened the connection as the settings require");
    }

    @Override
    public Response readResponse() throws IOException, ProtocolException {
        Response response;
        try {
            response = super.readResponse();
        } catch (InterruptedIOException e) {
            // Not as an InterruptedIOException: after that, the mail library would go on waiting in IDLE without end.
            throw new IOException("the server did not reply in time", e);
        }
        if (response instanceof IMAPResponse imap && imap.keyEquals("EXISTS") && imap.getNumber() > MAXIMUM_MESSAGES) {
            throw new IOException("the folder has " + imap.getNumber() + " messages (EXISTS), but at most "
                    + MAXIMUM_MESSAGES + " are supported");
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
