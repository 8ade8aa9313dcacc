package org.emailregistry.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.address.ParsedAddress;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.OwnJvm;
import org.emailregistry.connection.ScriptedServer;
import org.emailregistry.connection.TestCertificate;
import org.emailregistry.connection.TestProbe;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where Angus Mail, used as is, gives a password away or connects to what it should not; and that the connector does not.
 * Should one of the first halves fail with a newer Angus, it has got better.
 *
 * <p>In the connector most of this cannot happen: a dialog of our own connects, secures and logs in, and Angus gets a
 * stream that begins after that. It never has a name to resolve, a certificate to check or a secret to send.
 */
class AngusSecurityIT {
    @TempDir
    Path folder;

    /** A factory that fails is quietly replaced by one that connects to anything. */
    @Test
    void factoryThatFails() throws MessagingException {
        Supplier<Socket> failing = () -> {
            throw new UncheckedIOException(new IOException("denied"));
        };
        try (ScriptedServer server = ScriptedServer.start(PlainAngus.yes(""))) {
            Properties plain = PlainAngus.properties();
            plain.put("mail.imap.socketFactory", PlainAngus.factory(failing));
            try (Store store = PlainAngus.imap(plain, PlainAngus.HERE, server.port())) {
                assertThat(store.isConnected()).isTrue();
            }
            Properties ours = MailProperties.of();
            ours.put("mail.imap.socketFactory", PlainAngus.factory(failing));

            assertThatThrownBy(() -> PlainAngus.imap(ours, PlainAngus.HERE, server.port()))
                    .isInstanceOf(MessagingException.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** With TLS from the first byte and a factory for it, the factory that guards is never asked. */
    @Test
    void guardBesideAFactoryForTls() throws MessagingException {
        var asked = new AtomicInteger();
        TestCertificate certificate = TestProbe.AUTHORITY.issue(PlainAngus.HERE, TestProbe.HOST);
        try (ScriptedServer server =
                ScriptedServer.start(peer -> PlainAngus.yes("").run(peer.tls(certificate.serverContext())))) {
            Properties plain = PlainAngus.properties("mail.imap.ssl.enable", "true");
            plain.put(
                    "mail.imap.ssl.socketFactory",
                    TestProbe.AUTHORITY.clientContext().getSocketFactory());
            plain.put("mail.imap.socketFactory", PlainAngus.factory(() -> {
                asked.incrementAndGet();
                return new Socket();
            }));
            try (Store store = PlainAngus.imap(plain, PlainAngus.HERE, server.port())) {
                assertThat(store.isConnected()).isTrue();
                assertThat(asked).hasValue(0);
            }
            NetworkGuard guard = NetworkGuard.builder().deny("127.0.0.0/8").build();
            try (TestMailbox ours = TestMailbox.guardedBy(guard, MailProtocol.IMAP, server.port())) {
                assertOutcome(ours, MailProtocol.IMAP, Outcome.ADDRESS_FORBIDDEN);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** A name that is resolved before it is given to the library is missing in the handshake; the typed one is in ours. */
    @Test
    void nameInTheHandshake() throws MessagingException {
        List<String> names = new CopyOnWriteArrayList<>();
        TestCertificate certificate = TestProbe.AUTHORITY.issue(PlainAngus.HERE, TestProbe.HOST);
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.tls(certificate.serverContext());
            names.add(peer.serverName());
            peer.line("* BYE").drain();
        })) {
            Properties plain = PlainAngus.properties("mail.imap.ssl.enable", "true");
            plain.put(
                    "mail.imap.ssl.socketFactory",
                    TestProbe.AUTHORITY.clientContext().getSocketFactory());
            assertThatThrownBy(() -> PlainAngus.imap(plain, PlainAngus.HERE, server.port()))
                    .isInstanceOf(MessagingException.class);
            try (TestMailbox ours = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.TLS)) {
                assertOutcome(ours, MailProtocol.IMAP, Outcome.TEMPORARILY_UNAVAILABLE);
            }
            assertThat(names).containsExactly("", TestProbe.HOST);
        }
    }

    /** Certificates for a part of a label (RFC 7817 section 3), and with a common name alone, are taken. */
    @ParameterizedTest
    @CsvSource({"m*l.acme.example, CERTIFICATE_WRONG_HOST", "common name, CERTIFICATE_WITHOUT_NAMES"})
    void certificateThatIsNotForTheName(String name, Outcome outcome) throws MessagingException {
        TestCertificate certificate = name.equals("common name")
                ? TestProbe.AUTHORITY.issueForCommonName(TestProbe.HOST)
                : TestProbe.AUTHORITY.issue(name);
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.line("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready");
            String tag = peer.read().split(" ", -1)[0];
            peer.line(tag + " OK begin TLS now").tls(certificate.serverContext());
            while (true) {
                peer.line("* CAPABILITY IMAP4rev1").line(peer.read().split(" ", -1)[0] + " OK done");
            }
        })) {
            Properties plain = PlainAngus.properties("mail.imap.starttls.required", "true");
            plain.put("mail.imap.socketFactory", PlainAngus.factory(PlainAngus::pinned));
            plain.put(
                    "mail.imap.ssl.socketFactory",
                    TestProbe.AUTHORITY.clientContext().getSocketFactory());
            try (Store store = PlainAngus.imap(plain, TestProbe.HOST, server.port())) {
                assertThat(store.isConnected()).isTrue();
            }
            assertThat(server.received()).anyMatch(TestProbe::leaksPassword);
        }
        try (ScriptedServer server = ScriptedServer.start(peer -> {
                    peer.line("* OK ready").read();
                    peer.line("A1 OK begin TLS now")
                            .tls(certificate.serverContext())
                            .drain();
                });
                TestMailbox ours = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.STARTTLS)) {
            assertOutcome(ours, MailProtocol.IMAP, outcome);
            assertThat(server.received()).noneMatch(TestProbe::leaksPassword);
        }
    }

    /** An upgrade that is enabled, and not required, is done without when somebody takes the offer out. */
    @Test
    void strippedStartTls() throws MessagingException {
        try (ScriptedServer server = ScriptedServer.start(PlainAngus.yes(""))) {
            try (Store store = PlainAngus.imap(
                    PlainAngus.properties("mail.imap.starttls.enable", "true"), PlainAngus.HERE, server.port())) {
                assertThat(store.isConnected()).isTrue();
            }
            assertThat(server.received()).anyMatch(TestProbe::leaksPassword);
        }
        try (ScriptedServer server = ScriptedServer.start(peer -> {
                    peer.line("* OK [CAPABILITY IMAP4rev1] ready");
                    peer.line(peer.read().split(" ", -1)[0] + " BAD what?").drain();
                });
                TestMailbox ours = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.STARTTLS)) {
            assertOutcome(ours, MailProtocol.IMAP, Outcome.STARTTLS_NOT_OFFERED);
            assertThat(server.received()).noneMatch(TestProbe::leaksPassword);
        }
    }

    /** Whoever says PREAUTH is taken for a server that has accepted the password, which was never sent. */
    @Test
    void preauth() throws MessagingException {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.line("* PREAUTH [CAPABILITY IMAP4rev1] welcome");
            while (true) {
                peer.line(peer.read().split(" ", -1)[0] + " OK done");
            }
        })) {
            try (Store store = PlainAngus.imap(PlainAngus.properties(), PlainAngus.HERE, server.port())) {
                assertThat(store.isConnected()).isTrue();
            }
            assertThat(server.received()).noneMatch(TestProbe::leaksPassword);
            try (TestMailbox ours = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.NONE)) {
                assertOutcome(ours, MailProtocol.IMAP, Outcome.SERVER_MISBEHAVED);
            }
        }
    }

    /** Where a server offers no login, a password that was never looked at counts as accepted. */
    @Test
    void smtpWithoutLogin() throws MessagingException {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.line("220 ready").read();
            peer.line("250 hello").drain();
        })) {
            try (Transport transport = PlainAngus.smtp(
                    PlainAngus.properties("mail.smtp.auth", "true", "mail.smtp.quitwait", "false"),
                    PlainAngus.HERE,
                    server.port())) {
                assertThat(transport.toString()).isNotEmpty();
            }
            assertThat(server.received()).noneMatch(line -> line.startsWith("AUTH"));
            try (TestMailbox ours = TestMailbox.at(MailProtocol.SMTP, server.port(), ConnectionSecurity.NONE)) {
                assertOutcome(ours, MailProtocol.SMTP, Outcome.AUTH_NOT_OFFERED);
            }
        }
    }

    /** A token that may only be sent by XOAUTH2 is sent as a password where that is not offered. */
    @Test
    void tokenWhereXoauth2IsNotOffered() throws MessagingException {
        try (ScriptedServer server = ScriptedServer.start(PlainAngus.yes("AUTH=OAUTHBEARER"))) {
            try (Store store = PlainAngus.imap(
                    PlainAngus.properties("mail.imap.auth.mechanisms", "XOAUTH2"), PlainAngus.HERE, server.port())) {
                assertThat(store.isConnected()).isTrue();
            }
            assertThat(server.received()).anyMatch(line -> line.contains(" LOGIN ") && TestProbe.leaksPassword(line));
        }
        try (ScriptedServer server = ScriptedServer.start(
                        peer -> PlainAngus.yes("AUTH=OAUTHBEARER").run(peer.tls(TestProbe.TLS)));
                TestMailbox ours = TestMailbox.withTokens(
                        MailProtocol.IMAP,
                        server.port(),
                        request -> TokenAnswer.token(Secret.of(TestProbe.PASSWORD)))) {
            assertOutcome(ours, MailProtocol.IMAP, Outcome.AUTH_NOT_OFFERED);
            assertThat(server.received()).noneMatch(TestProbe::leaksPassword);
        }
    }

    /** A server that echoes the command puts the password into the exception, and the name of a service contains it. */
    @Test
    void echoOfTheCommand() {
        assertThat(new URLName("imap", "mail.acme.example", 993, null, TestProbe.LOGIN, TestProbe.PASSWORD).toString())
                .contains(TestProbe.PASSWORD);
        ScriptedServer.Script echo = peer -> {
            peer.line("* OK ready");
            while (true) {
                String command = peer.read();
                String[] words = command.split(" ", -1);
                if (words[1].equals("CAPABILITY")) {
                    peer.line("* CAPABILITY IMAP4rev1").line(words[0] + " OK done");
                } else {
                    peer.line(words[0] + " NO you said " + command);
                }
            }
        };
        try (ScriptedServer server = ScriptedServer.start(echo)) {
            assertThatThrownBy(() -> PlainAngus.imap(PlainAngus.properties(), PlainAngus.HERE, server.port()))
                    .hasMessageContaining(TestProbe.PASSWORD);
            try (TestMailbox ours = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.NONE)) {
                MailboxConnectException refused = assertOutcome(ours, MailProtocol.IMAP, Outcome.REFUSED);
                assertThat(refused).hasStackTraceContaining("REFUSED");
                for (Throwable e = refused; e != null; e = e.getCause()) {
                    assertThat(e.toString()).doesNotMatch(TestProbe::leaksPassword, "leaks the password");
                }
            }
        }
    }

    /** What the JDK takes for a name is an address, and what it takes for no private address is one. */
    @Test
    void namesAndAddressesByTheJdk() throws IOException {
        assertThat(IDN.toASCII("①②⑦.0.0.1")).isEqualTo("127.0.0.1");
        assertThat(ServerAddress.tryParse("①②⑦.0.0.1:993")).isInstanceOf(ParsedAddress.Malformed.class);
        for (String address : new String[] {"fc00::1", "100.64.0.1", "64:ff9b::10.0.0.1", "2002:a00:1::1"}) {
            InetAddress hidden = InetAddress.getByName(address);
            assertThat(hidden.isSiteLocalAddress()).isFalse();
            assertThat(NetworkGuard.recommended().permits(hidden, Origin.USER)).isFalse();
        }
    }

    /** No host at all means this machine. */
    @Test
    void emptyHost() throws MessagingException {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.line("220 ready").read();
            peer.line("250 hello").drain();
        })) {
            PlainAngus.smtp(PlainAngus.properties("mail.smtp.quitwait", "false"), "", server.port())
                    .close();
            assertThat(server.connections()).isEqualTo(1);
            assertThat(ServerAddress.tryParse(":" + server.port())).isInstanceOf(ParsedAddress.Malformed.class);
        }
    }

    /** The name of this machine is looked up, and told to every server. */
    @Test
    void nameOfThisMachine() throws MessagingException, IOException {
        String machine = InetAddress.getLocalHost().getCanonicalHostName();
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.line("220 ready").read();
            peer.line("250-hello").line("250 AUTH PLAIN").read();
            peer.line("235 welcome").read();
            peer.line("250 hello").drain();
        })) {
            PlainAngus.smtp(PlainAngus.properties("mail.smtp.quitwait", "false"), PlainAngus.HERE, server.port())
                    .close();
            assertThat(server.received()).contains("EHLO " + machine);
        }
        try (ScriptedServer server = ScriptedServer.start(peer -> {
                    peer.line("220 ready").read();
                    peer.line("250-hello").line("250 AUTH PLAIN").read();
                    peer.line("235 welcome").read();
                    peer.line("250 hello").drain();
                });
                TestMailbox ours = TestMailbox.at(MailProtocol.SMTP, server.port(), ConnectionSecurity.NONE);
                MailConnector connector = ours.connector()
                        .settings(TestProbe.HERE.withEhloName("workspace.example"))
                        .build();
                Transport transport = connector.openSmtp(ours.account)) {
            assertThat(transport.toString()).contains(TestProbe.HOST);
            assertThat(server.received().stream().filter(line -> line.startsWith("EHLO")))
                    .containsOnly("EHLO workspace.example");
        }
    }

    /** Of several addresses of a name only the first is tried. In a JVM of its own, as it has a hosts file of its own. */
    @Test
    void nameWithTwoAddresses() throws IOException, InterruptedException {
        Path hosts = folder.resolve("hosts");
        Files.writeString(hosts, "127.0.0.9 " + TestProbe.HOST + "\n127.0.0.1 " + TestProbe.HOST + "\n");

        assertThat(OwnJvm.run(TwoAddresses.class, "-Djdk.net.hosts.file=" + hosts))
                .contains("plain: failed", "ours: open");
    }

    /** The program of that JVM. */
    static final class TwoAddresses {
        private TwoAddresses() {}

        public static void main(String[] args) throws MessagingException {
            try (ScriptedServer server = ScriptedServer.start(PlainAngus.yes(""));
                    TestMailbox ours = TestMailbox.at(MailProtocol.IMAP, server.port(), ConnectionSecurity.NONE);
                    MailConnector connector = ours.connector()
                            .settings(ConnectionSettings.recommended())
                            .build()) {
                try {
                    PlainAngus.imap(PlainAngus.properties(), TestProbe.HOST, server.port())
                            .close();
                    System.out.println("plain: open");
                } catch (MessagingException e) {
                    System.out.println("plain: failed");
                }
                connector.openImap(ours.account).close();
                System.out.println("ours: open");
            }
        }
    }

    private static MailboxConnectException assertOutcome(TestMailbox mailbox, MailProtocol protocol, Outcome outcome) {
        try (MailConnector connector = mailbox.connector().build()) {
            return assertThatExceptionOfType(MailboxConnectException.class)
                    .isThrownBy(() -> mailbox.open(connector, protocol))
                    .satisfies(e -> assertThat(e.outcome()).isEqualTo(outcome))
                    .actual();
        }
    }
}
