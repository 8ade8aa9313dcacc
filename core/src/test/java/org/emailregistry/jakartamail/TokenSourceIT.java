package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.emailregistry.LoginFailures;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.account.TokenRequest;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a source of tokens is told, and what its answers mean. */
class TokenSourceIT {
    private static ScriptedServer server(MailProtocol protocol) {
        return ScriptedServer.start(peer -> {
            peer.tls(TestProbe.TLS);
            if (protocol == MailProtocol.IMAP) {
                peer.line("* OK ready").read();
                peer.line("* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR").line("A1 OK done");
                peer.read();
                peer.line("A2 NO [AUTHENTICATIONFAILED] no").drain();
            } else {
                peer.line("220 ready").read();
                peer.line("250-hello").line("250 AUTH XOAUTH2").read();
                peer.line("535 5.7.8 no").drain();
            }
        });
    }

    private static void fail(TestMailbox mailbox, MailConnector connector, MailProtocol protocol, Outcome outcome) {
        assertThatExceptionOfType(MailboxConnectException.class)
                .isThrownBy(() -> mailbox.open(connector, protocol))
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(outcome));
    }

    @ParameterizedTest
    @EnumSource
    void theRequestNamesTheServiceAndSinceWhenTokensAreRefused(MailProtocol protocol) {
        List<TokenRequest> asked = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = server(protocol);
                TestMailbox mailbox = TestMailbox.withTokens(protocol, server.port(), request -> {
                    asked.add(request);
                    return TokenAnswer.token(Secret.of(TestProbe.PASSWORD));
                });
                MailConnector connector = mailbox.connector().build()) {
            fail(mailbox, connector, protocol, Outcome.TOKEN_REFUSED);
            fail(mailbox, connector, protocol, Outcome.TOKEN_REFUSED);

            LoginFailures failures =
                    mailbox.registry.accounts().loginFailures(mailbox.account).orElseThrow();
            assertThat(asked)
                    .hasSize(2)
                    .allMatch(request -> request.service().equals(Optional.of(mailbox.service.id())))
                    .allMatch(request -> request.account().equals(Optional.of(mailbox.account)))
                    .extracting(TokenRequest::refusedSince)
                    .containsExactly(Optional.empty(), Optional.of(failures.since()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoHasNoTokenNowIsNotSuspended(MailProtocol protocol) {
        try (ScriptedServer server = server(protocol);
                TestMailbox mailbox =
                        TestMailbox.withTokens(protocol, server.port(), request -> TokenAnswer.tryLater());
                MailConnector connector = mailbox.connector().build()) {
            fail(mailbox, connector, protocol, Outcome.TEMPORARILY_UNAVAILABLE);
            assertThat(mailbox.registry.accounts().loginFailures(mailbox.account))
                    .hasValueSatisfying(failures -> {
                        assertThat(failures.outcome()).isEqualTo(Outcome.TEMPORARILY_UNAVAILABLE);
                        assertThat(failures.failures()).isZero();
                        assertThat(failures.suspendedAt()).isEmpty();
                    });
        }
    }

    @Test
    void whoHasToSignInAgainIsSuspendedAtOnceAndAskedForNothingMore() {
        List<TokenRequest> asked = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = server(MailProtocol.IMAP);
                TestMailbox mailbox = TestMailbox.withTokens(MailProtocol.IMAP, server.port(), request -> {
                    asked.add(request);
                    return TokenAnswer.signInAgain();
                });
                MailConnector connector = mailbox.connector().build()) {
            fail(mailbox, connector, MailProtocol.IMAP, Outcome.SIGN_IN_AGAIN);
            assertThatExceptionOfType(MailboxUnusableException.class)
                    .isThrownBy(() -> mailbox.open(connector, MailProtocol.IMAP));
            assertThat(asked).hasSize(1);
            assertThat(server.received()).noneMatch(line -> line.contains("AUTHENTICATE"));
        }
    }
}
