package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.emailregistry.ConnectRequest;
import org.emailregistry.Resolution;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;

class SmtpLoginTest {
    @Test
    void mailIsSentWithTheLoginThatWasTypedForSmtp() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
                    peer.tls(TestProbe.TLS).line("220 ready").read();
                    peer.line("250-hello").line("250 AUTH PLAIN").read();
                    peer.line("235 welcome").read();
                    peer.line("250 hello").read();
                    peer.line("221 bye").drain();
                });
                TestMailbox mailbox = TestMailbox.at(MailProtocol.SMTP, server.port(), ConnectionSecurity.TLS);
                MailConnector connector = mailbox.connector().build()) {
            try (ConnectRequest request = mailbox.request().withSmtpLogin("EXAMPLE\\sender")) {
                mailbox.registry.accounts().reconnect(mailbox.account, request);
            }
            connector.openSmtp(mailbox.account).close();
            byte[] message = ("\0EXAMPLE\\sender\0" + TestProbe.PASSWORD).getBytes(StandardCharsets.UTF_8);
            assertThat(server.received())
                    .contains("AUTH PLAIN " + Base64.getEncoder().encodeToString(message));
            assertThat(mailbox.registry.accounts().resolve(mailbox.account))
                    .isInstanceOfSatisfying(Resolution.Usable.class, usable -> {
                        assertThat(usable.userName(MailProtocol.SMTP)).isEqualTo("EXAMPLE\\sender");
                        assertThat(usable.userName(MailProtocol.IMAP)).isEqualTo(TestProbe.LOGIN);
                    });
        }
    }
}
