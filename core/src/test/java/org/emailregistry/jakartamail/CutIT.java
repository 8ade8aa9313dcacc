package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RemovalPlan;
import org.emailregistry.UnknownAccountException;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 9 through the connector: what cuts an account off cuts its connections, also those that are being opened. */
@Execution(ExecutionMode.CONCURRENT)
class CutIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What cuts an account off, and what whoever was opening it is told. */
    enum Cause {
        REMOVAL(MailboxUnusableException.class) {
            @Override
            void on(TestMailbox mailbox) {
                RemovalPlan plan = mailbox.admin.planRemoval(mailbox.service.id());
                mailbox.admin.remove(plan, plan.token());
            }
        },
        EDIT_OF_SERVERS(MailboxCutException.class) {
            @Override
            void on(TestMailbox mailbox) {
                ServiceDraft draft = ServiceDraft.from(mailbox.service)
                        .withImap(TestProbe.HOST + ":2", ConnectionSecurity.TLS)
                        .withSmtp(TestProbe.HOST + ":2", ConnectionSecurity.TLS);
                EditPlan plan = mailbox.admin.planEdit(mailbox.service.id(), mailbox.service.revision(), draft);
                mailbox.admin.edit(plan, plan.token());
            }
        },
        DISCONNECT(UnknownAccountException.class) {
            @Override
            void on(TestMailbox mailbox) {
                mailbox.registry.accounts().disconnect(mailbox.account);
            }
        },
        RECONNECT(MailboxCutException.class) {
            @Override
            void on(TestMailbox mailbox) {
                try (ConnectRequest request = mailbox.request()) {
                    mailbox.registry.accounts().reconnect(mailbox.account, request);
                }
            }
        },
        NEW_CREDENTIALS(MailboxCutException.class) {
            @Override
            void on(TestMailbox mailbox) {
                mailbox.changeCredentials();
            }
        };

        private final Class<? extends Exception> told;

        Cause(Class<? extends Exception> told) {
            this.told = told;
        }

        abstract void on(TestMailbox mailbox);
    }

    /** Until when the server has let the client come when the account is cut off. */
    enum Step {
        GREETING,
        LOGIN,
        AFTER_LOGIN
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOpenIsCut(Cause cause) throws Exception {
        var ended = new CountDownLatch(2);
        try (ScriptedServer smtp = smtp(peer -> drain(peer, ended));
                ScriptedServer imap = imap(peer -> drain(peer, ended));
                TestMailbox mailbox =
                        TestMailbox.at(new ShelfStore(), smtp.port(), imap.port(), ConnectionSecurity.TLS);
                MailConnector connector = mailbox.connector().build();
                Store store = connector.openImap(mailbox.account);
                Transport transport = connector.openSmtp(mailbox.account)) {
            cause.on(mailbox);

            ended.await();
            assertThat(store.isConnected()).isFalse();
            assertThat(transport.isConnected()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOpenOnAnotherNodeIsCutWithinTheBound(Cause cause) throws Exception {
        var ended = new CountDownLatch(1);
        var shared = new ShelfStore();
        try (ScriptedServer imap = imap(peer -> drain(peer, ended));
                TestMailbox mailbox = TestMailbox.at(shared, TestMailbox.NOBODY, imap.port(), ConnectionSecurity.TLS);
                EmailServiceRegistry other =
                        EmailServiceRegistry.builder(shared).build();
                MailConnector connector =
                        MailConnector.builder(other).settings(TestProbe.HERE).build();
                Store store = connector.openImap(mailbox.account)) {
            cause.on(mailbox);

            // The bound itself is law 9, held by CutContract.
            ended.await();
            assertThat(store.isConnected()).isFalse();
        }
    }

    static Stream<Arguments> openings() {
        return Stream.of(Cause.values())
                .flatMap(cause -> Stream.of(MailProtocol.values())
                        .flatMap(
                                protocol -> Stream.of(Step.values()).map(step -> Arguments.of(cause, protocol, step))));
    }

    @ParameterizedTest
    @MethodSource("openings")
    void whatIsBeingOpenedIsCut(Cause cause, MailProtocol protocol, Step step) {
        var mailbox = new CompletableFuture<TestMailbox>();
        var ended = new CountDownLatch(1);
        ScriptedServer.Script script = peer -> {
            peer.tls(TestProbe.TLS);
            if (step == Step.GREETING) {
                cutAndDrain(cause, mailbox.join(), peer, ended);
            }
            if (protocol == MailProtocol.IMAP) {
                imapUpToLogin(peer);
            } else {
                smtpUpToLogin(peer);
            }
            if (step == Step.LOGIN) {
                cutAndDrain(cause, mailbox.join(), peer, ended);
            }
            // Whoever was let in asks for the capabilities once more.
            peer.line(protocol == MailProtocol.IMAP ? "A2 OK welcome" : "235 welcome")
                    .read();
            cutAndDrain(cause, mailbox.join(), peer, ended);
        };
        try (ScriptedServer server = ScriptedServer.start(script);
                TestMailbox opened = TestMailbox.at(protocol, server.port(), ConnectionSecurity.TLS);
                MailConnector connector = opened.connector().build()) {
            mailbox.complete(opened);

            assertThatThrownBy(() -> opened.open(connector, protocol)).isInstanceOf(cause.told);

            await().atMost(PATIENCE).until(() -> ended.getCount() == 0);
        }
    }

    /** The removal cannot come before IDLE is on the wire: the server says when it is. */
    @ParameterizedTest
    @EnumSource
    void idleIsEnded(Cause cause) throws Exception {
        var idling = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        try (ScriptedServer server = imap(peer -> {
                    String command = serveUpTo(peer, "IDLE");
                    peer.line("+ idling");
                    idling.countDown();
                    assertThat(command).endsWith(" IDLE");
                    drain(peer, ended);
                });
                TestMailbox mailbox = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS);
                MailConnector connector = mailbox.connector().build();
                Store store = connector.openImap(mailbox.account)) {
            var inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            CompletableFuture<Void> idle = CompletableFuture.runAsync(
                    () -> assertThatThrownBy(inbox::idle).isInstanceOf(MessagingException.class));
            idling.await();

            cause.on(mailbox);

            assertThat(idle).succeedsWithin(PATIENCE);
            ended.await();
            assertThat(store.isConnected()).isFalse();
        }
    }

    private static ScriptedServer imap(ScriptedServer.Script afterLogin) {
        return ScriptedServer.start(peer -> {
            imapUpToLogin(peer.tls(TestProbe.TLS));
            peer.line("A2 OK [CAPABILITY IMAP4rev1 IDLE] welcome");
            afterLogin.run(peer);
        });
    }

    private static ScriptedServer smtp(ScriptedServer.Script afterLogin) {
        return ScriptedServer.start(peer -> {
            smtpUpToLogin(peer.tls(TestProbe.TLS));
            peer.line("235 welcome").read();
            peer.line("250 hello");
            afterLogin.run(peer);
        });
    }

    private static void imapUpToLogin(Peer peer) throws IOException {
        peer.line("* OK ready").read();
        peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR IDLE")
                .line("A1 OK done")
                .read();
    }

    private static void smtpUpToLogin(Peer peer) throws IOException {
        peer.line("220 ready").read();
        peer.line("250-hello").line("250 AUTH PLAIN").read();
    }

    /** Answers everything with OK, and returns the first command of this name. */
    private static String serveUpTo(Peer peer, String name) throws IOException {
        while (true) {
            String command = peer.read();
            String[] words = command.split(" ", -1);
            if (words[1].equals(name)) {
                return command;
            }
            if (words[1].equals("LIST")) {
                peer.line("* LIST () \"/\" INBOX");
            } else if (words[1].equals("EXAMINE")) {
                peer.line("* 0 EXISTS");
            }
            peer.line(words[0] + " OK done");
        }
    }

    private static void cutAndDrain(Cause cause, TestMailbox mailbox, Peer peer, CountDownLatch ended)
            throws IOException {
        cause.on(mailbox);
        drain(peer, ended);
    }

    private static void drain(Peer peer, CountDownLatch ended) throws IOException {
        try {
            peer.drain();
        } finally {
            ended.countDown();
        }
    }
}
