package org.emailregistry.workspace.demo;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The mail server of two imaginary organisations, on this machine only. SubEtha provides SMTP with STARTTLS; GreenMail
 * provides IMAP with TLS and keeps the mailboxes in memory.
 */
public final class DemoMailServer implements AutoCloseable {
    /** The organisations' domains; each has the hosts {@code smtp.} and {@code imap.} */
    public static final List<String> DOMAINS = List.of("acme.example", "cloud.example");

    static final List<String> HOSTS = DOMAINS.stream()
            .flatMap(domain -> List.of("smtp." + domain, "imap." + domain).stream())
            .toList();

    private static final List<String> USERS = List.of("anna", "ben", "chloe");

    /** The maximum time to start, even on a busy machine. */
    private static final Duration STARTUP = Duration.ofMinutes(1);

    private final GreenMail imap;
    private final SMTPServer smtp;

    DemoMailServer(DemoAuthority authority, int smtpPort, int imapPort) throws Exception {
        authority.install();
        var imaps = new ServerSetup(imapPort, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS);
        imaps.setServerStartupTimeout(STARTUP.toMillis());
        imap = new GreenMail(imaps);
        imap.start();
        smtp = smtp(authority.server(), smtpPort);
        smtp.start();
        for (String domain : DOMAINS) {
            for (String user : USERS) {
                String address = user + "@" + domain;
                imap.setUser(address, address, password(user));
            }
        }
        deliver("anna@acme.example", "welcome.eml");
        deliver("anna@acme.example", "newsletter.eml");
        deliver("ben@acme.example", "welcome.eml");
        deliver("chloe@acme.example", "welcome.eml");
        deliver("anna@cloud.example", "moved.eml");
    }

    private SMTPServer smtp(SSLContext tls, int port) throws Exception {
        return SMTPServer.port(port)
                .bindAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
                .hostName("smtp.acme.example")
                .requireTLS()
                .startTlsSocketFactory(tls)
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((login, password, context) -> {
                    if (!users().test(login, password)) {
                        throw new LoginFailedException();
                    }
                }))
                .messageHandler((context, from, to, data) -> accept(to, data))
                .build();
    }

    private void accept(String to, byte[] data) throws RejectException {
        GreenMailUser mailbox = users().getUserByEmail(to);
        if (mailbox == null) {
            throw new RejectException(550, "No such mailbox here");
        }
        try {
            mailbox.deliver(new MimeMessage(session(), new ByteArrayInputStream(data)));
        } catch (MessagingException e) {
            throw new RejectException(554, "Not a message");
        }
    }

    private void deliver(String to, String resource) throws Exception {
        try (InputStream in = Objects.requireNonNull(DemoMailServer.class.getResourceAsStream(resource), resource)) {
            users().getUserByEmail(to).deliver(new MimeMessage(session(), in));
        }
    }

    private static Session session() {
        return Session.getInstance(new Properties());
    }

    private UserManager users() {
        return imap.getUserManager();
    }

    /** Returns the password of a mailbox. */
    public static String password(String user) {
        return "mail-" + user;
    }

    /** Returns the SMTP server of a domain, as an administrator types it. */
    public String smtp(String domain) {
        return "smtp." + domain + ":" + smtpPort();
    }

    /** Returns the IMAP server of a domain, as an administrator types it. */
    public String imap(String domain) {
        return "imap." + domain + ":" + imapPort();
    }

    int smtpPort() {
        return smtp.getPortAllocated();
    }

    int imapPort() {
        return imap.getImaps().getPort();
    }

    @Override
    public void close() {
        smtp.stop();
        imap.stop();
    }
}
