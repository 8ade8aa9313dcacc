package org.emailregistry.jakartamail;

import java.util.Arrays;
import java.util.List;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.TestCertificate;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;

/** Both servers of one host; each takes down what it is told, and refuses every login. */
final class Capture implements AutoCloseable {
    private final String host;
    private final String trust;
    private final ScriptedServer imap;
    private final ScriptedServer smtp;

    /** Servers with this certificate; {@code trust} is what an administrator trusts. */
    Capture(String host, TestCertificate certificate, String trust) {
        this.host = host;
        this.trust = trust;
        var tls = certificate.serverContext();
        imap = ScriptedServer.start(peer -> {
            peer.tls(tls).line("* OK ready");
            while (true) {
                String line = peer.read();
                String tag = line.substring(0, Math.max(0, line.indexOf(' ')));
                if (line.endsWith(" CAPABILITY")) {
                    peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR").line(tag + " OK done");
                } else {
                    peer.line(tag + " NO [AUTHENTICATIONFAILED] no");
                }
            }
        });
        smtp = ScriptedServer.start(peer -> {
            peer.tls(tls).line("220 ready");
            while (true) {
                peer.line(peer.read().startsWith("EHLO") ? "250-hello\r\n250 AUTH PLAIN" : "535 5.7.8 no");
            }
        });
    }

    ServiceDraft draft(ServiceDraft from) {
        return from.withImap(host + ":" + imap.port(), ConnectionSecurity.TLS)
                .withSmtp(host + ":" + smtp.port(), ConnectionSecurity.TLS)
                .withTrustedCertificates(trust);
    }

    /** How many attempts to log in were seen by each, IMAP first. */
    List<Long> logins() {
        return Arrays.asList(
                imap.received().stream()
                        .filter(line -> line.contains("AUTHENTICATE") || line.contains("LOGIN"))
                        .count(),
                smtp.received().stream().filter(line -> line.startsWith("AUTH")).count());
    }

    int imapPort() {
        return imap.port();
    }

    int connections() {
        return imap.connections() + smtp.connections();
    }

    @Override
    public void close() {
        imap.close();
        smtp.close();
    }
}
