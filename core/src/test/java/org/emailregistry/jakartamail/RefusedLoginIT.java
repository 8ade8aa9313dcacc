package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.connection.Refusals;
import org.emailregistry.connection.Refusals.Refusal;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Remedy;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A refusal means the same to the connector as to a test, and only one of the secret is reported. */
@Execution(ExecutionMode.CONCURRENT)
class RefusedLoginIT {
    static Stream<Refusal> refusals() {
        return Refusals.all();
    }

    private static TestMailbox mailbox(Refusal refusal, ScriptedServer server) {
        return refusal.token()
                ? TestMailbox.withTokens(
                        refusal.protocol(), server.port(), request -> TokenAnswer.token(Secret.of(TestProbe.PASSWORD)))
                : TestMailbox.at(refusal.protocol(), server.port(), ConnectionSecurity.TLS);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theConnectorTells(Refusal refusal) {
        try (ScriptedServer server = ScriptedServer.start(refusal.script());
                TestMailbox mailbox = mailbox(refusal, server);
                MailConnector connector = mailbox.connector().build()) {
            assertThatExceptionOfType(MailboxConnectException.class)
                    .isThrownBy(() -> mailbox.open(connector, refusal.protocol()))
                    .satisfies(e -> assertThat(e.outcome()).isEqualTo(refusal.outcome()));

            assertThat(mailbox.registry.accounts().loginFailures(mailbox.account))
                    .hasValueSatisfying(failures -> {
                        assertThat(failures.outcome()).isEqualTo(refusal.outcome());
                        assertThat(failures.failures())
                                .isEqualTo(refusal.outcome().countsTowardsSuspension() ? 1 : 0);
                    });
        }
    }

    @Test
    void remedyAndLinkAreTold() {
        var hint = new Refusal(
                MailProtocol.IMAP,
                false,
                List.of("NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled"),
                Outcome.CREDENTIALS_REJECTED);
        var link = new Refusal(
                MailProtocol.IMAP,
                false,
                List.of("NO [WEBALERT https://accounts.example/] Web login required."),
                Outcome.ACCOUNT_BLOCKED);
        for (Refusal refusal : List.of(hint, link)) {
            try (ScriptedServer server = ScriptedServer.start(refusal.script());
                    TestMailbox mailbox = mailbox(refusal, server);
                    MailConnector connector = mailbox.connector().build()) {
                assertThatExceptionOfType(MailboxConnectException.class)
                        .isThrownBy(() -> mailbox.open(connector, refusal.protocol()))
                        .satisfies(e -> {
                            assertThat(e.remedy())
                                    .contains(
                                            refusal.equals(hint)
                                                    ? Remedy.CHECK_CREDENTIALS_AND_IMAP
                                                    : Remedy.SIGN_IN_ON_WEB);
                            assertThat(e.link().isPresent()).isEqualTo(refusal.equals(link));
                            assertThat(e.link().stream()).allMatch(URI.create("https://accounts.example/")::equals);
                        });
            }
        }
    }

    @Test
    void resolverThatBreaksIsUnexpected() {
        for (Throwable failure : List.of(new StackOverflowError(), new IllegalStateException())) {
            try (TestMailbox mailbox = TestMailbox.at(MailProtocol.IMAP, 993, ConnectionSecurity.TLS);
                    MailConnector connector = mailbox.connector()
                            .settings(TestProbe.HERE.withResolver(host -> {
                                if (failure instanceof Error error) {
                                    throw error;
                                }
                                throw (RuntimeException) failure;
                            }))
                            .build()) {
                assertThatExceptionOfType(MailboxConnectException.class)
                        .isThrownBy(() -> mailbox.open(connector, MailProtocol.IMAP))
                        .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.UNEXPECTED));
            }
        }
    }

    @Test
    void interruptionIsNoVerdict() throws InterruptedException {
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var thrown = new AtomicReference<Throwable>();
        var interrupted = new AtomicBoolean();
        try (TestMailbox mailbox = TestMailbox.at(MailProtocol.IMAP, 993, ConnectionSecurity.TLS);
                MailConnector connector = mailbox.connector()
                        .settings(TestProbe.HERE.withResolver(host -> {
                            asked.countDown();
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return TestProbe.thisMachine(host);
                        }))
                        .build()) {
            var thread = new Thread(() -> {
                try {
                    mailbox.open(connector, MailProtocol.IMAP);
                } catch (Exception e) {
                    thrown.set(e);
                    interrupted.set(Thread.currentThread().isInterrupted());
                }
            });
            thread.start();
            asked.await();

            thread.interrupt();
            thread.join();

            assertThat(thrown.get()).isInstanceOf(CancellationException.class);
            assertThat(interrupted).isTrue();
            assertThat(mailbox.registry.accounts().loginFailures(mailbox.account))
                    .isEmpty();
            never.countDown();
        }
    }

    @Test
    void theSameNameIsAnnouncedBeforeAndAfterTheLogin() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
                    peer.tls(TestProbe.TLS).line("220 ready").read();
                    peer.line("250-hello").line("250 AUTH PLAIN").read();
                    peer.line("235 welcome").read();
                    peer.line("250 hello").drain();
                });
                TestMailbox mailbox = TestMailbox.at(MailProtocol.SMTP, server.port(), ConnectionSecurity.TLS);
                MailConnector connector = mailbox.connector().build()) {
            mailbox.open(connector, MailProtocol.SMTP).close();

            assertThat(server.received())
                    .filteredOn(line -> line.startsWith("EHLO"))
                    .containsExactly("EHLO [127.0.0.1]", "EHLO [127.0.0.1]");
        }
    }
}
