package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are connected to, and what a user can find out about the others. */
class AddressTest {
    private static final Duration AMPLE = Duration.ofSeconds(60);

    private static ProbeReport probe(HostResolver resolver, String host, int port, Origin origin, NetworkGuard guard) {
        return probe(
                SocketProbe.builder()
                        .settings(ConnectionSettings.recommended().withResolver(resolver))
                        .build(),
                host,
                port,
                origin,
                guard,
                AMPLE);
    }

    private static ProbeReport probe(
            SocketProbe probe, String host, int port, Origin origin, NetworkGuard guard, Duration deadline) {
        var settings = new ServerSettings(
                MailServers.server(host, port, ConnectionSecurity.NONE),
                MailServers.server(host, port, ConnectionSecurity.NONE));
        return probe.probe(new ProbeRequest(settings, Optional.empty(), origin, guard, Optional.empty(), deadline));
    }

    private static ScriptedServer imap() {
        return ScriptedServer.start(peer -> {
            peer.line("* OK ready").read();
            peer.line("* CAPABILITY IMAP4rev1").line("A1 OK done").drain();
        });
    }

    @Test
    void nameIsResolvedOnceForEachConnection() {
        var asked = new AtomicInteger();
        HostResolver changing = host ->
                asked.incrementAndGet() <= 2 ? TestProbe.thisMachine(host) : List.of(TestProbe.address(127, 0, 0, 2));
        try (ScriptedServer server = imap()) {
            ProbeReport report = probe(
                    changing, "mail.acme.example", server.port(), Origin.ADMINISTRATOR, NetworkGuard.recommended());

            assertThat(report.imap().outcome()).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void oneForbiddenAddressForbidsTheName() {
        HostResolver mixed = host -> List.of(TestProbe.address(127, 0, 0, 1), TestProbe.address(10, 0, 0, 1));
        NetworkGuard guard =
                NetworkGuard.builder().allow("127.0.0.1/32").deny("10.0.0.0/8").build();
        try (ScriptedServer server = imap()) {
            ProbeReport report = probe(mixed, "mail.acme.example", server.port(), Origin.ADMINISTRATOR, guard);

            assertThat(report.imap().outcome()).isEqualTo(Outcome.ADDRESS_FORBIDDEN);
            assertThat(report.smtp().outcome()).isEqualTo(Outcome.ADDRESS_FORBIDDEN);
            assertThat(server.connections()).isZero();
        }
    }

    /** Before anything is connected to, whichever comes first. */
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "127.0.0.1", "::1", "fc00::1"})
    void publicNameWithOnePrivateAddressIsForbiddenToUsers(String hidden) throws IOException {
        InetAddress shown = TestProbe.address(93, 184, 216, 34);
        InetAddress other = InetAddress.getByName(hidden);
        var route = new Route(
                MailServers.server("mail.acme.example", 993, ConnectionSecurity.TLS),
                Origin.USER,
                NetworkGuard.recommended(),
                Optional.empty());

        assertThat(Vetting.addresses(route, host -> List.of(shown))).hasSize(1);
        for (List<InetAddress> both : List.of(List.of(shown, other), List.of(other, shown))) {
            assertThatExceptionOfType(ConnectionFailedException.class)
                    .isThrownBy(() -> Vetting.addresses(route, host -> both))
                    .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.ADDRESS_FORBIDDEN));
        }
    }

    @Test
    void usersDoNotReachThisMachine() {
        try (ScriptedServer server = imap()) {
            for (String host : new String[] {"mail.acme.example", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"}) {
                ProbeReport report =
                        probe(TestProbe::thisMachine, host, server.port(), Origin.USER, NetworkGuard.recommended());

                assertThat(report.imap().outcome()).isEqualTo(Outcome.UNREACHABLE);
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void usersCannotTellWhyAServerIsUnreachable() throws IOException {
        NetworkGuard open = NetworkGuard.builder().allow("127.0.0.1/32").build();
        HostResolver unknown = host -> {
            throw new UnknownHostException(host);
        };
        List<ProbeReport> reports = new ArrayList<>();
        reports.add(probe(unknown, "mail.acme.example", 993, Origin.USER, open));
        reports.add(probe(TestProbe::thisMachine, "mail.acme.example", 993, Origin.USER, NetworkGuard.recommended()));
        reports.add(probe(TestProbe::thisMachine, "mail.acme.example", 1, Origin.USER, open));
        try (ScriptedServer ssh =
                ScriptedServer.start(peer -> peer.line("SSH-2.0-OpenSSH_9.6").drain())) {
            reports.add(probe(TestProbe::thisMachine, "mail.acme.example", ssh.port(), Origin.USER, open));
        }
        try (ScriptedServer silent = ScriptedServer.start(ScriptedServer.Peer::drain)) {
            SocketProbe probe = SocketProbe.builder().settings(TestProbe.HERE).build();
            reports.add(probe(probe, "mail.acme.example", silent.port(), Origin.USER, open, Duration.ofSeconds(1)));
        }

        assertThat(reports).hasSize(5).containsOnly(ProbeReport.of(Outcome.UNREACHABLE));
    }

    @Test
    void usersSeeNoDetails() {
        NetworkGuard open = NetworkGuard.builder().allow("127.0.0.1/32").build();
        try (ScriptedServer server = imap()) {
            ProbeReport report = probe(TestProbe::thisMachine, "mail.acme.example", server.port(), Origin.USER, open);

            assertThat(report.imap())
                    .isEqualTo(ProbeReport.of(Outcome.OK_WITHOUT_LOGIN).imap());
        }
    }

    @Test
    void administratorsSeeWhyAServerIsUnreachable() {
        NetworkGuard guard = NetworkGuard.recommended();
        HostResolver unknown = host -> {
            throw new UnknownHostException(host);
        };

        assertThat(probe(unknown, "mail.acme.example", 993, Origin.ADMINISTRATOR, guard)
                        .imap()
                        .outcome())
                .isEqualTo(Outcome.HOST_UNKNOWN);
        assertThat(probe(TestProbe::thisMachine, "mail.acme.example", 1, Origin.ADMINISTRATOR, guard)
                        .imap()
                        .outcome())
                .isEqualTo(Outcome.CONNECTION_REFUSED);
    }

    @Test
    void nextAddressIsTriedWhenOneRefuses() {
        HostResolver two = host -> List.of(TestProbe.address(127, 0, 0, 9), TestProbe.address(127, 0, 0, 1));
        try (ScriptedServer server = imap()) {
            assertThat(probe(two, "mail.acme.example", server.port(), Origin.ADMINISTRATOR, NetworkGuard.recommended())
                            .imap()
                            .outcome())
                    .isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        }
    }

    @Test
    void nextAddressIsTriedWhenOneDoesNotAnswer() throws IOException {
        InetAddress silent = TestProbe.address(127, 0, 0, 9);
        try (ScriptedServer server = imap();
                ServerSocket full = new ServerSocket(server.port(), 1, silent);
                Socket first = new Socket(silent, server.port());
                Socket second = new Socket(silent, server.port())) {
            HostResolver two = host -> List.of(silent, TestProbe.address(127, 0, 0, 1));

            ProbeReport report =
                    probe(two, "mail.acme.example", server.port(), Origin.ADMINISTRATOR, NetworkGuard.recommended());

            assertThat(first.getLocalPort()).isNotEqualTo(second.getLocalPort());
            assertThat(full.getInetAddress()).isEqualTo(silent);
            assertThat(report.imap().outcome()).isEqualTo(Outcome.OK_WITHOUT_LOGIN);
        }
    }
}
