package org.emailregistry.jakartamail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.emailregistry.connection.GuardedSocket;
import org.emailregistry.probe.MailProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A transport over the one connection of its {@link Link}. It never sees a password, and once closed it stays closed.
 */
final class StrictTransport extends SMTPTransport {
    private final Link link;
    private boolean used;

    private StrictTransport(Session session, URLName name, Link link) {
        super(session, name);
        this.link = link;
    }

    static StrictTransport open(Session session, Link link) throws MessagingException {
        GuardedSocket socket = link.open(MailProtocol.SMTP);
        var name = new URLName("smtp", socket.getInetAddress().getHostName(), socket.getPort(), null, null, null);
        var transport = new StrictTransport(session, name, link);
        transport.setLocalHost(socket.ehloName());
        transport.connect(socket);
        return transport;
    }

    /** Passes placeholders: without them, Jakarta Mail uses the user name of the process. */
    @Override
    public synchronized void connect(@Nullable String host, int port, @Nullable String user, @Nullable String password)
            throws MessagingException {
        super.connect(host, port, "", "");
    }

    /** Passes no user and no password, so that Jakarta Mail does not log in again. */
    @Override
    protected synchronized boolean protocolConnect(
            @Nullable String host, int port, @Nullable String user, @Nullable String password)
            throws MessagingException {
        if (used) {
            throw new MailboxCutException();
        }
        used = true;
        return super.protocolConnect(host, port, null, null);
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        if (!super.ehlo(domain)) {
            throw new MessagingException("EHLO: the server refused the command after the login");
        }
        return true;
    }

    /** Keeps the name without the placeholders for user and password. */
    @Override
    protected void setURLName(URLName name) {
        super.setURLName(new URLName("smtp", name.getHost(), name.getPort(), null, null, null));
    }

    @Override
    protected synchronized void setConnected(boolean connected) {
        super.setConnected(connected);
        if (!connected) {
            link.close();
        }
    }
}
