package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.io.IOException;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;

/** A provider that opens mailboxes only for clients that say who they are. */
class ClientIdTest {
    private static final String ID = " ID (\"name\" \"Acme CRM\" \"version\" \"7\")";
    private static final ConnectionSettings NAMED = TestProbe.HERE.withClientId("Acme CRM", "7");

    private static ScriptedServer provider(String atId) {
        return ScriptedServer.start(peer -> serve(peer, atId));
    }

    private static void serve(Peer peer, String atId) throws IOException {
        peer.tls(TestProbe.TLS).line("* OK ready").read();
        peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR ID")
                .line("A1 OK done")
                .read();
        peer.line("A2 OK [CAPABILITY IMAP4rev1 ID] welcome");
        boolean named = false;
        while (true) {
            String[] words = peer.read().split(" ", -1);
            String answer = "OK done";
            switch (words[1]) {
                case "ID" -> {
                    named = true;
                    answer = atId;
                }
                case "LIST" -> peer.line("* LIST () \"/\" " + words[3]);
                case "EXAMINE" ->
                    answer = named ? answer : "NO EXAMINE Unsafe Login. Please contact kefu@188.com for help";
                default -> {}
            }
            peer.line(words[0] + " " + answer);
        }
    }

    private static void openTwoFolders(ScriptedServer server, ConnectionSettings settings) throws MessagingException {
        try (TestMailbox mailbox = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS);
                MailConnector connector = mailbox.connector().settings(settings).build();
                Store store = connector.openImap(mailbox.account);
                Folder inbox = store.getFolder("INBOX");
                Folder sent = store.getFolder("Sent")) {
            inbox.open(Folder.READ_ONLY);
            sent.open(Folder.READ_ONLY);
        }
    }

    @Test
    void everyConnectionSaysWhoItIsSoThatEveryFolderOpens() throws MessagingException {
        for (String answer : List.of("OK done", "NO what?", "BAD what?")) {
            try (ScriptedServer server = provider(answer)) {
                openTwoFolders(server, NAMED);

                assertThat(server.connections()).isGreaterThan(1);
                assertThat(server.received())
                        .filteredOn(line -> line.endsWith(ID))
                        .hasSize(server.connections())
                        .containsOnly("A3" + ID);
            }
        }
    }

    @Test
    void withoutANameNoFolderOpens() {
        try (ScriptedServer server = provider("OK done")) {
            assertThatThrownBy(() -> openTwoFolders(server, TestProbe.HERE.withoutClientId()))
                    .isInstanceOf(MessagingException.class)
                    .hasMessageContaining("Unsafe Login");
        }
    }

    @Test
    void newsInTheAnswerToTheNameAreNotLost() throws MessagingException {
        try (ScriptedServer server = provider("OK [CAPABILITY IMAP4rev1 ID X-NEWS] done");
                TestMailbox mailbox = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS);
                MailConnector connector = mailbox.connector().build();
                Store store = connector.openImap(mailbox.account)) {
            assertThat(((IMAPStore) store).hasCapability("X-NEWS")).isTrue();
        }
    }
}
