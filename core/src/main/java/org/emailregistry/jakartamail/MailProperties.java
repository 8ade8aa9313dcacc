package org.emailregistry.jakartamail;

import java.util.Properties;

/**
 * The properties for Jakarta Mail, which must not open connections, negotiate TLS or log in: this library does so. Most
 * of these properties switch off a function by which Jakarta Mail would do it anyway.
 */
final class MailProperties {
    private MailProperties() {}

    static Properties of() {
        var properties = new Properties();
        // If our socket factory fails, Jakarta Mail must not connect by itself.
        properties.setProperty("mail.imap.socketFactory.fallback", "false");
        properties.setProperty("mail.imap.starttls.enable", "false");
        properties.setProperty("mail.imap.sasl.enable", "false");
        properties.setProperty("mail.imap.fetchsize", "262144");
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.starttls.enable", "false");
        properties.setProperty("mail.smtp.auth", "false");
        // Otherwise Jakarta Mail looks up the name of this machine. Each transport replaces it by the EHLO name.
        properties.setProperty("mail.smtp.localhost", "localhost");
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }
}
