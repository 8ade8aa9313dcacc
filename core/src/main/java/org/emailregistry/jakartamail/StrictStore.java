package org.emailregistry.jakartamail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.emailregistry.connection.GuardedSocket;
import org.emailregistry.probe.MailProtocol;
import org.jspecify.annotations.Nullable;

/** A store whose connections all come from its {@link Link}. It never sees a password. */
final class StrictStore extends IMAPStore {
    private final Link link;
    private @Nullable GuardedSocket first;

    private StrictStore(Session session, URLName name, Link link, GuardedSocket first) {
        super(session, name);
        this.link = link;
        this.first = first;
    }

    /** Opens the first connection, then the store, so that the exception of a failed connection keeps its type. */
    static StrictStore open(Session session, Link link) throws MessagingException {
        GuardedSocket first = link.open(MailProtocol.IMAP);
        var name = new URLName("imap", first.getInetAddress().getHostName(), first.getPort(), null, null, null);
        var store = new StrictStore(session, name, link, first);
        // User and password are required and never sent: the connection is logged in.
        store.connect(name.getHost(), name.getPort(), "", "");
        return store;
    }

    @Override
    protected IMAPProtocol newIMAPProtocol(String host, int port) throws IOException, ProtocolException {
        GuardedSocket socket = next();
        boolean usable = false;
        try {
            var protocol = new StrictImapProtocol(socket, session.getProperties(), logger);
            usable = protocol.isAuthenticated();
            if (!usable) {
                throw new ProtocolException("the mail library does not recognize the connection as logged in");
            }
            return protocol;
        } finally {
            if (!usable) {
                socket.close();
            }
        }
    }

    private synchronized GuardedSocket next() throws IOException {
        GuardedSocket ready = first;
        first = null;
        if (ready != null) {
            return ready;
        }
        try {
            return link.open(MailProtocol.IMAP);
        } catch (MessagingException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    protected void preLogin(IMAPProtocol protocol) throws ProtocolException {
        throw new ProtocolException("LOGIN: the connector has already logged the connection in");
    }

    /** Keeps the name without the placeholders for user and password. */
    @Override
    protected void setURLName(URLName name) {
        super.setURLName(new URLName("imap", name.getHost(), name.getPort(), null, null, null));
    }

    @Override
    protected synchronized void setConnected(boolean connected) {
        super.setConnected(connected);
        if (!connected) {
            link.close();
        }
    }
}
