package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.emailregistry.connection.ScriptedServer.Script;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.probe.Remedy;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the first line of a server to its capabilities. */
class GreetingTest {
    private static ProbeResult probe(MailProtocol protocol, ConnectionSecurity security, Script script) {
        try (ScriptedServer server = ScriptedServer.start(script)) {
            return TestProbe.probe(protocol, server.port(), security);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"220", "220 ", "220-hello\r\n220", "220 ready"})
    void smtpGreetings(String greeting) {
        assertThat(probe(MailProtocol.SMTP, ConnectionSecurity.TLS, peer -> {
                            peer.tls(TestProbe.TLS).line(greeting).read();
                            peer.line("250-hello").line("250 AUTH PLAIN").read();
                            peer.line("235 welcome").oblige();
                        })
                        .outcome())
                .isEqualTo(Outcome.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"* OK", "* OK ready", "*  OK ready", "*   ok [CAPABILITY IMAP4rev1] ready"})
    void imapGreetings(String greeting) {
        assertThat(probe(MailProtocol.IMAP, ConnectionSecurity.TLS, peer -> {
                            peer.tls(TestProbe.TLS).line(greeting).read();
                            peer.line("*  CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR")
                                    .line("A1 OK done")
                                    .read();
                            peer.line("A2 OK welcome").oblige();
                        })
                        .outcome())
                .isEqualTo(Outcome.OK);
    }

    @Test
    void literalAtTheEndOfALineDoesNotHideTheNextOne() {
        assertThat(probe(MailProtocol.IMAP, ConnectionSecurity.TLS, peer -> {
                            peer.tls(TestProbe.TLS).line("* OK ready").read();
                            peer.send("* X {5}\r\nhello\r\n")
                                    .line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR")
                                    .line("A1 OK done")
                                    .read();
                            peer.line("A2 OK welcome").oblige();
                        })
                        .outcome())
                .isEqualTo(Outcome.OK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.example | CLIENT_ADDRESS_BLOCKED
            554 5.7.1 Access denied                                                                   | CLIENT_ADDRESS_BLOCKED
            554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied                       | CLIENT_ADDRESS_BLOCKED
            554 IP address is black listed.                                                           | CLIENT_ADDRESS_BLOCKED
            550 Your IP 192.0.2.1 is rejected: poor reputation                                        | CLIENT_ADDRESS_BLOCKED
            450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]                    | CLIENT_ADDRESS_BLOCKED
            554 No SMTP service here                                                                  | REFUSED
            421 4.7.0 mx.example Error: too many connections from 192.0.2.1                           | RATE_LIMITED
            421 4.7.0 Try again later, closing connection.                                            | RATE_LIMITED
            421 4.3.2 Service not available                                                           | TEMPORARILY_UNAVAILABLE
            421 Authentication failed                                                                 | TEMPORARILY_UNAVAILABLE
            535 5.7.8 Authentication failed                                                           | CLIENT_ADDRESS_BLOCKED
            550 Password expired                                                                      | REFUSED
            """)
    void smtpServersThatDoNotTalkToEverybody(String greeting, Outcome outcome) {
        assertThat(probe(
                                MailProtocol.SMTP,
                                ConnectionSecurity.TLS,
                                peer -> peer.tls(TestProbe.TLS).line(greeting).drain())
                        .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * BYE [UNAVAILABLE] down                            | TEMPORARILY_UNAVAILABLE
            * BYE Too many connections                          | RATE_LIMITED
            * BYE [LIMIT] not so fast                           | RATE_LIMITED
            * BYE Your IP 192.0.2.1 is banned                   | CLIENT_ADDRESS_BLOCKED
            * BYE [AUTHENTICATIONFAILED] no                     | TEMPORARILY_UNAVAILABLE
            *  BYE                                              | TEMPORARILY_UNAVAILABLE
            """)
    void imapServersThatDoNotTalkToEverybody(String greeting, Outcome outcome) {
        assertThat(probe(
                                MailProtocol.IMAP,
                                ConnectionSecurity.TLS,
                                peer -> peer.tls(TestProbe.TLS).line(greeting).drain())
                        .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)                 | CLIENT_NAME_REFUSED
            504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname | CLIENT_NAME_REFUSED
            450 4.7.1 <[127.0.0.1]>: Helo command rejected: Host not found              | CLIENT_NAME_REFUSED
            501 5.5.4 Invalid domain name                                               | CLIENT_NAME_REFUSED
            501 Syntactically invalid EHLO argument(s)                                  | CLIENT_NAME_REFUSED
            550 5.7.1 Access denied                                                     | CLIENT_NAME_REFUSED
            554 5.7.1 Client host [192.0.2.1] blocked using zen.example                 | CLIENT_ADDRESS_BLOCKED
            421 4.7.0 Try again later                                                   | RATE_LIMITED
            451 Not now                                                                 | TEMPORARILY_UNAVAILABLE
            500 what?                                                                   | NOT_THIS_PROTOCOL
            502 what?                                                                   | NOT_THIS_PROTOCOL
            530 Please login with USER and PASS.                                        | NOT_THIS_PROTOCOL
            """)
    void smtpServersThatDoNotTakeEhlo(String reply, Outcome outcome) {
        ProbeResult result = probe(MailProtocol.SMTP, ConnectionSecurity.TLS, peer -> {
            peer.tls(TestProbe.TLS).line("220 ready").read();
            peer.line(reply).drain();
        });
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.serverText()).contains(reply.substring(4));
    }

    @Test
    void imapWaitsForTheGreetingBeforeStartTls() {
        ProbeResult result = probe(MailProtocol.IMAP, ConnectionSecurity.STARTTLS, peer -> {
            peer.requireNothingMore();
            peer.line("* OK ready").read();
            peer.line("A1 OK begin TLS now").tls(TestProbe.TLS).read();
            peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR")
                    .line("A2 OK done")
                    .read();
            peer.line("A3 OK welcome").oblige();
        });
        assertThat(result.outcome()).isEqualTo(Outcome.OK);
    }

    @ParameterizedTest
    @CsvSource({"IMAP, STARTTLS", "SMTP, STARTTLS", "IMAP, NONE", "SMTP, NONE"})
    void serverThatWaitsForTlsIsToldSoon(MailProtocol protocol, ConnectionSecurity security) {
        long start = System.nanoTime();
        // Half of the time of this test is half a minute.
        assertThat(probe(protocol, security, peer -> peer.tls(TestProbe.TLS).drain())
                        .outcome())
                .isEqualTo(Outcome.TLS_EXPECTED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    /** It greets when the second connection has come and gone. */
    @Test
    void slowGreetingIsWaitedFor() {
        var connections = new AtomicInteger();
        var second = new CountDownLatch(1);
        ProbeResult result = probe(MailProtocol.SMTP, ConnectionSecurity.NONE, peer -> {
            if (connections.incrementAndGet() == 2) {
                peer.line("220 ready");
                second.countDown();
                return;
            }
            second.await();
            peer.line("220 ready").read();
            peer.line("250-hello").line("250 AUTH PLAIN").read();
            peer.line("235 welcome").oblige();
        });
        assertThat(result.outcome()).isEqualTo(Outcome.OK);
        assertThat(connections).hasValue(2);
    }

    @Test
    void capabilitiesAreEscaped() {
        ProbeResult result = probe(MailProtocol.IMAP, ConnectionSecurity.TLS, peer -> {
            peer.tls(TestProbe.TLS).line("* OK ready").read();
            peer.line("* CAPABILITY IMAP4rev1 \33[31mX AUTH=PLAIN SASL-IR")
                    .line("A1 OK done")
                    .read();
            peer.line("A2 OK welcome").oblige();
        });
        assertThat(result.capabilities()).contains("IMAP4rev1", "\\x1b[31mX");
    }

    @Test
    void capabilitiesOfBeforeTlsAreNotShown() {
        assertThat(probe(MailProtocol.SMTP, ConnectionSecurity.STARTTLS, peer -> {
                    peer.line("220 ready").read();
                    peer.line("250-hello").line("250 AUTH PLAIN").drain();
                }))
                .satisfies(result -> {
                    assertThat(result.outcome()).isEqualTo(Outcome.STARTTLS_NOT_OFFERED);
                    assertThat(result.capabilities()).isEmpty();
                });
        assertThat(probe(MailProtocol.SMTP, ConnectionSecurity.STARTTLS, peer -> {
                            peer.line("220 ready").read();
                            peer.line("250-hello")
                                    .line("250-EVIL")
                                    .line("250 STARTTLS")
                                    .read();
                            peer.line("220 go on").tls(TestProbe.TLS).read();
                            throw new EOFException();
                        })
                        .capabilities())
                .isEmpty();
        assertThat(probe(MailProtocol.SMTP, ConnectionSecurity.NONE, peer -> {
                            peer.line("220 ready").read();
                            peer.line("250-hello").line("250 SIZE").drain();
                        })
                        .capabilities())
                .containsExactly("SIZE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NONE | STARTTLS   |                                             | LOGIN_DISABLED   | CHOOSE_STARTTLS
            NONE | AUTH PLAIN | 530 5.7.0 Must issue a STARTTLS command first | LOGIN_DISABLED | CHOOSE_STARTTLS
            NONE | AUTH PLAIN | 538 5.7.11 Encryption required              | LOGIN_DISABLED   | CHOOSE_TLS
            NONE | SIZE       |                                             | AUTH_NOT_OFFERED | ASK_SERVER_OPERATOR
            TLS  | SIZE       |                                             | AUTH_NOT_OFFERED | ASK_SERVER_OPERATOR
            TLS  | AUTH PLAIN | 538 5.7.11 Encryption required              | LOGIN_DISABLED   | ASK_SERVER_OPERATOR
            """)
    void remediesOfSmtpCanBeFollowed(
            ConnectionSecurity security, String capability, String reply, Outcome outcome, Remedy remedy) {
        ProbeResult result = probe(MailProtocol.SMTP, security, peer -> {
            (security == ConnectionSecurity.TLS ? peer.tls(TestProbe.TLS) : peer)
                    .line("220 ready")
                    .read();
            peer.line("250-hello").line("250 " + capability).read();
            peer.line(reply).drain();
        });
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.remedy()).contains(remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NONE | LOGINDISABLED STARTTLS      | LOGIN_DISABLED   | CHOOSE_STARTTLS
            NONE | LOGINDISABLED               | LOGIN_DISABLED   | CHOOSE_TLS
            TLS  | LOGINDISABLED AUTH=CRAM-MD5 | AUTH_NOT_OFFERED | ASK_SERVER_OPERATOR
            TLS  | LOGINDISABLED AUTH=XOAUTH2  | OAUTH2_REQUIRED  | SIGN_IN_WITH_OAUTH2
            """)
    void remediesOfImapCanBeFollowed(ConnectionSecurity security, String capabilities, Outcome outcome, Remedy remedy) {
        ProbeResult result = probe(MailProtocol.IMAP, security, peer -> {
            (security == ConnectionSecurity.TLS ? peer.tls(TestProbe.TLS) : peer)
                    .line("* OK ready")
                    .read();
            peer.line("* CAPABILITY IMAP4rev1 " + capabilities)
                    .line("A1 OK done")
                    .drain();
        });
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.remedy()).contains(remedy);
    }
}
