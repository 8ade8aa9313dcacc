package org.emailregistry.connection;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.UserNameFormat;

/** A real IMAP and a real SMTP server in this JVM, both with implicit TLS and a certificate of an authority of our own. */
public final class MailServers implements AutoCloseable {
    /** The name in the certificate of the IMAP server. */
    public static final String IMAP_HOST = "imap.acme.example";

    /** The name in the certificate of the SMTP server. */
    public static final String SMTP_HOST = "smtp.acme.example";

    private static final TestAuthority AUTHORITY = TestAuthority.create();

    private final GreenMail greenMail;

    private MailServers(GreenMail greenMail) {
        this.greenMail = greenMail;
    }

    /** Starts both servers on ports of their own. */
    public static MailServers start() {
        synchronized (AUTHORITY) {
            if (System.getProperty("greenmail.tls.keystore.file") == null) {
                AUTHORITY.issue(IMAP_HOST, SMTP_HOST).useInGreenMail();
            }
        }
        var greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS)
        });
        greenMail.start();
        return new MailServers(greenMail);
    }

    /** The authority of both certificates. */
    public static TestAuthority authority() {
        return AUTHORITY;
    }

    /** Makes a mailbox; the login is the address. */
    public void createMailbox(String address, String password) {
        greenMail.setUser(address, password);
    }

    /** How many messages were received for all mailboxes. */
    public int received() {
        return greenMail.getReceivedMessages().length;
    }

    /** How to get there. */
    public ServerSettings settings() {
        return new ServerSettings(
                server(SMTP_HOST, greenMail.getSmtps().getPort(), ConnectionSecurity.TLS),
                server(IMAP_HOST, greenMail.getImaps().getPort(), ConnectionSecurity.TLS));
    }

    static MailServer server(String host, int port, ConnectionSecurity security) {
        return new MailServer(ServerAddress.parse(host + ":" + port), security, UserNameFormat.AS_TYPED);
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
