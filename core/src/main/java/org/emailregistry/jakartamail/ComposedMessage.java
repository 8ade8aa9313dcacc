package org.emailregistry.jakartamail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A message from an account. Its Message-ID has the sender's domain, instead of the name of this machine. */
final class ComposedMessage extends MimeMessage {
    private final String domain;

    ComposedMessage(Session session, String from, Instant date) throws MessagingException {
        super(session);
        domain = from.substring(from.lastIndexOf('@') + 1);
        setFrom(new InternetAddress(from, true));
        setSentDate(Date.from(date));
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">");
    }
}
