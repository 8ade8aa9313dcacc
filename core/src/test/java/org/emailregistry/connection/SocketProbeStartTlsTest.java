package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServerSettings;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** STARTTLS with a real SMTP server, and with a TLS front of our own before a real IMAP server. */
class SocketProbeStartTlsTest {
    private static final String PASSWORD = "correct horse";

    @Test
    void rightPasswordIsVerifiedAfterTheUpgrade() throws IOException {
        try (MailServers servers = MailServers.start();
                ScriptedServer imap = ScriptedServer.start(peer ->
                        imapFront(peer, servers.settings().imap().address().port()))) {
            servers.createMailbox("erika@acme.example", PASSWORD);
            SMTPServer smtp = subEtha();
            smtp.start();
            try {
                ProbeReport right = probe(smtp.getPortAllocated(), imap.port(), PASSWORD);
                ProbeReport wrong = probe(smtp.getPortAllocated(), imap.port(), "wrong");

                assertThat(right.smtp().outcome()).isEqualTo(Outcome.OK);
                assertThat(right.imap().outcome()).isEqualTo(Outcome.OK);
                assertThat(right.smtp().chain()).isNotEmpty();
                assertThat(wrong).satisfies(report -> {
                    assertThat(report.smtp().outcome()).isEqualTo(Outcome.CREDENTIALS_REJECTED);
                    assertThat(report.imap().outcome()).isEqualTo(Outcome.CREDENTIALS_REJECTED);
                });
            } finally {
                smtp.stop();
            }
        }
    }

    private static ProbeReport probe(int smtpPort, int imapPort, String password) {
        try (Secret secret = Secret.of(password);
                Credentials credentials = Credentials.password("erika@acme.example", secret)) {
            return SocketProbe.builder()
                    .settings(TestProbe.HERE)
                    .build()
                    .probe(new ProbeRequest(
                            new ServerSettings(
                                    MailServers.server(TestProbe.HOST, smtpPort, ConnectionSecurity.STARTTLS),
                                    MailServers.server(TestProbe.HOST, imapPort, ConnectionSecurity.STARTTLS)),
                            Optional.of(credentials),
                            Origin.ADMINISTRATOR,
                            NetworkGuard.recommended(),
                            Optional.of(TestProbe.AUTHORITY.anchors()),
                            TestProbe.AMPLE));
        }
    }

    private static SMTPServer subEtha() {
        return SMTPServer.port(0)
                .bindAddress(TestProbe.address(127, 0, 0, 1))
                .requireTLS()
                .startTlsSocketFactory(TestProbe.TLS)
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!PASSWORD.equals(password)) {
                        throw new LoginFailedException();
                    }
                }))
                .build();
    }

    /** Answers up to TLS, and is a tunnel to a server that has spoken TLS all the time after that. */
    private static void imapFront(Peer peer, int port) throws IOException {
        peer.line("* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready");
        String tag = peer.read().split(" ", -1)[0];
        peer.line(tag + " OK begin TLS now").tls(TestProbe.TLS);
        var trust = new TlsContexts().of(Optional.of(MailServers.authority().anchors()));
        try (Socket behind = trust.getSocketFactory()
                .createSocket(new Socket(TestProbe.address(127, 0, 0, 1), port), MailServers.IMAP_HOST, port, true)) {
            InputStream from = behind.getInputStream();
            while (from.read() != '\n') {
                // The greeting: there was one already.
            }
            var back = new Thread(() -> pump(from, peer.output()));
            back.setDaemon(true);
            back.start();
            pump(peer.input(), behind.getOutputStream());
        }
    }

    private static void pump(InputStream from, OutputStream to) {
        try {
            byte[] bytes = new byte[4096];
            for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
                to.write(bytes, 0, n);
                to.flush();
            }
        } catch (IOException e) {
            // One side has gone, so the tunnel ends.
        }
    }
}
