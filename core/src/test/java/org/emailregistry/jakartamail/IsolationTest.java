package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.util.Properties;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;

/** Nothing that others in the JVM do with Jakarta Mail is seen by a connector, and the other way round. */
class IsolationTest {
    @Test
    void eachConnectorHasOneSessionOfItsOwnAndNoAuthenticator() throws Exception {
        var foreign = new Properties();
        foreign.setProperty("mail.smtp.ssl.trust", "*");
        foreign.setProperty("mail.debug.auth", "true");
        Session shared = Session.getDefaultInstance(foreign);
        try (TestMailbox mailbox = TestMailbox.at(MailProtocol.IMAP, TestMailbox.NOBODY, ConnectionSecurity.TLS);
                MailConnector connector = mailbox.connector().build();
                MailConnector other = mailbox.connector().build()) {
            Session session = session(connector.compose(mailbox.account));

            assertThat(session).isSameAs(session(connector.compose(mailbox.account)));
            assertThat(session).isNotSameAs(session(other.compose(mailbox.account)));
            assertThat(session).isNotSameAs(shared);
            assertThat(session.getProperties()).doesNotContainKeys("mail.smtp.ssl.trust", "mail.debug.auth");
            assertThat(session.requestPasswordAuthentication(
                            InetAddress.getLoopbackAddress(), 993, "imap", "password?", "erika"))
                    .isNull();
        }
    }

    private static Session session(Message message) throws ReflectiveOperationException {
        Field field = Message.class.getDeclaredField("session");
        field.setAccessible(true);
        return (Session) field.get(message);
    }
}
