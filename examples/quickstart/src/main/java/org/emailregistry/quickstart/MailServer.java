package org.emailregistry.quickstart;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;

/** The mail server of an organisation on this machine: SMTP and IMAP with TLS from the first byte. */
final class MailServer implements AutoCloseable {
    private static final List<String> USERS = List.of("anna", "ben", "chloe");

    private final String domain;
    private final GreenMail greenMail;

    private MailServer(String domain) {
        this.domain = domain;
        this.greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS)
        });
        greenMail.start();
        USERS.forEach(user -> greenMail.setUser(user + "@" + domain, user + "@" + domain, password(user)));
    }

    /** Starts a server with a few mailboxes. */
    static MailServer start(String domain) {
        return new MailServer(domain);
    }

    /** Starts another server with the same mailboxes and mail on other ports, and stops this one. */
    MailServer move() throws FolderException {
        MailServer next = new MailServer(domain);
        for (String user : USERS) {
            GreenMailUser mailbox = next.greenMail.getUserManager().getUserByEmail(user + "@" + domain);
            for (MimeMessage message : greenMail.getReceivedMessagesForDomain(user + "@" + domain)) {
                mailbox.deliver(message);
            }
        }
        close();
        return next;
    }

    /** Puts a message into a mailbox. */
    void welcome(String user) {
        MimeMessage message = GreenMailUtil.createTextEmail(
                user + "@" + domain,
                "postmaster@" + domain,
                "Welcome",
                "This is your mailbox.",
                greenMail.getSmtps().getServerSetup());
        greenMail.getUserManager().getUserByEmail(user + "@" + domain).deliver(message);
    }

    /** Returns the password of a mailbox. */
    static String password(String user) {
        return "correct horse of " + user;
    }

    int smtpPort() {
        return greenMail.getSmtps().getPort();
    }

    int imapPort() {
        return greenMail.getImaps().getPort();
    }

    /** Returns the SMTP server, as an administrator types it. */
    String smtp() {
        return "smtp." + domain + ":" + smtpPort();
    }

    /** Returns the IMAP server, as an administrator types it. */
    String imap() {
        return "imap." + domain + ":" + imapPort();
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
