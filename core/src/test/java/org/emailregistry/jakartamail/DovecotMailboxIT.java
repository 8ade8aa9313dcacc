package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.emailregistry.connection.Dovecot;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real work with the server that most of the world's mailboxes are on. */
@Tag("dovecot")
class DovecotMailboxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Dovecot dovecot;
    private TestMailbox mailbox;
    private MailConnector connector;

    @BeforeEach
    void start() throws IOException {
        dovecot = Dovecot.start(folder, TestProbe.AUTHORITY.issue(TestProbe.HOST), TestProbe.LOGIN, TestProbe.PASSWORD);
        mailbox = TestMailbox.at(new ShelfStore(), dovecot.submissions(), dovecot.imaps(), ConnectionSecurity.TLS);
        connector = mailbox.connector().build();
    }

    @AfterEach
    void stop() {
        connector.close();
        mailbox.close();
        dovecot.close();
    }

    private void append(String subject) throws MessagingException {
        try (Store store = connector.openImap(mailbox.account)) {
            MimeMessage message = connector.compose(mailbox.account);
            message.setSubject(subject);
            message.setText("Hello");
            message.saveChanges();
            store.getFolder("INBOX").appendMessages(new Message[] {message});
        }
    }

    @Test
    void whatIsAppendedCanBeRead() throws Exception {
        append("Greetings");

        try (Store store = connector.openImap(mailbox.account);
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getMessage(1).getSubject()).isEqualTo("Greetings");
            assertThat(inbox.getMessage(1).getContent()).asString().startsWith("Hello");
        }
    }

    @Test
    void newsEndIdle() throws MessagingException {
        try (Store store = connector.openImap(mailbox.account)) {
            var inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            CompletableFuture<Boolean> idle = CompletableFuture.supplyAsync(() -> idle(inbox));

            await().atMost(PATIENCE).until(() -> {
                append("News");
                return idle.isDone();
            });

            assertThat(idle).succeedsWithin(PATIENCE).isEqualTo(true);
            assertThat(inbox.getMessageCount()).isPositive();
            inbox.close();
        }
    }

    /** Whether it ended with news and not with the connection. */
    private static boolean idle(IMAPFolder folder) {
        try {
            folder.idle(true);
            return true;
        } catch (MessagingException e) {
            return false;
        }
    }
}
