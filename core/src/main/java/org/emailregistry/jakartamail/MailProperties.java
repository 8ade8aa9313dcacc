package org.emailregistry.jakartamail;

import java.util.Properties;

/**
 * All that Jakarta Mail is told. It makes no connection, no TLS and no login, so none of that is among it; each of these
 * closes a way around.
 */
final class MailProperties {
    private MailProperties() {}

    static Properties of(String ehloName) {
        var properties = new Properties();
        // A factory that fails must not be replaced by one that connects to anything.
        properties.setProperty("mail.imap.socketFactory.fallback", "false");
        properties.setProperty("mail.imap.starttls.enable", "false");
        properties.setProperty("mail.imap.sasl.enable", "false");
        properties.setProperty("mail.imap.fetchsize", "262144");
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.starttls.enable", "false");
        properties.setProperty("mail.smtp.auth", "false");
        // Else it looks up the name of this machine, and tells it.
        properties.setProperty("mail.smtp.localhost", ehloName);
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }
}
