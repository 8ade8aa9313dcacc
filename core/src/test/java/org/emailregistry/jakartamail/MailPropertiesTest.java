package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailPropertiesTest {
    /** One set for every mode: connections, TLS and logins are not the library's, so nothing depends on the mode. */
    @Test
    void nothingElseIsSaid() {
        assertThat(MailProperties.of().stringPropertyNames())
                .containsExactlyInAnyOrder(
                        "mail.imap.fetchsize",
                        "mail.imap.sasl.enable",
                        "mail.imap.socketFactory.fallback",
                        "mail.imap.starttls.enable",
                        "mail.smtp.auth",
                        "mail.smtp.localhost",
                        "mail.smtp.quitwait",
                        "mail.smtp.socketFactory.fallback",
                        "mail.smtp.starttls.enable");
    }
}
