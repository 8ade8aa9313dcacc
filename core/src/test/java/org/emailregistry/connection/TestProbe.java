package org.emailregistry.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;

/** Probes one server on this machine; the other one is a port at which nobody listens. */
public final class TestProbe {
    public static final String HOST = "mail.acme.example";
    public static final String LOGIN = "erika@acme.example";
    public static final String PASSWORD = "Zebra-quilt-77-harbour";

    /** Long enough for a loaded machine; nothing that ends by itself ever waits for it. */
    public static final Duration AMPLE = Duration.ofSeconds(60);

    /** For what waits until its time is over. */
    public static final Duration SHORT = Duration.ofMillis(100);

    public static final TestAuthority AUTHORITY = TestAuthority.create();
    public static final SSLContext TLS = AUTHORITY.issue(HOST).serverContext();

    /** Names of hosts mean this machine. */
    public static final ConnectionSettings HERE =
            ConnectionSettings.recommended().withResolver(TestProbe::thisMachine);

    private static final int NOBODY = 1;

    private TestProbe() {}

    static ProbeResult probe(MailProtocol protocol, int port, ConnectionSecurity security) {
        return probe(protocol, port, security, AMPLE);
    }

    static ProbeResult probe(MailProtocol protocol, int port, ConnectionSecurity security, Duration deadline) {
        return report(SocketProbe.builder().settings(HERE).build(), protocol, port, security, deadline)
                .result(protocol);
    }

    /** With a password, or a token that reads like it. */
    static ProbeResult login(
            ConnectionSettings settings, MailProtocol protocol, int port, ConnectionSecurity security, boolean token) {
        try (Secret secret = Secret.of(PASSWORD);
                Credentials credentials = token ? Credentials.external(LOGIN) : Credentials.password(LOGIN, secret)) {
            return SocketProbe.builder()
                    .settings(settings)
                    .build()
                    .probe(new ProbeRequest(
                                    settings(protocol, port, security),
                                    Optional.of(credentials),
                                    Origin.ADMINISTRATOR,
                                    NetworkGuard.recommended(),
                                    Optional.of(AUTHORITY.anchors()),
                                    AMPLE)
                            .withTokens(request -> TokenAnswer.token(Secret.of(PASSWORD))))
                    .result(protocol);
        }
    }

    static ProbeReport report(
            SocketProbe probe, MailProtocol protocol, int port, ConnectionSecurity security, Duration deadline) {
        try (Secret secret = Secret.of(PASSWORD);
                Credentials credentials = Credentials.password(LOGIN, secret)) {
            return probe.probe(new ProbeRequest(
                            settings(protocol, port, security),
                            Optional.of(credentials),
                            Origin.ADMINISTRATOR,
                            NetworkGuard.recommended(),
                            Optional.of(AUTHORITY.anchors()),
                            deadline)
                    .withAddress(LOGIN));
        }
    }

    static ServerSettings settings(MailProtocol protocol, int port, ConnectionSecurity security) {
        MailServer tested = MailServers.server(HOST, port, security);
        MailServer other = MailServers.server("nobody.acme.example", NOBODY, ConnectionSecurity.TLS);
        return protocol == MailProtocol.SMTP ? new ServerSettings(tested, other) : new ServerSettings(other, tested);
    }

    public static List<InetAddress> thisMachine(String host) {
        return List.of(address(127, 0, 0, 1));
    }

    public static InetAddress address(int a, int b, int c, int d) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether a text contains the password, or a token that reads like it, as it is or as it is sent. */
    public static boolean leaksPassword(String text) {
        String plain = "\0" + LOGIN + "\0" + PASSWORD;
        String token = "user=" + LOGIN + "\1auth=Bearer " + PASSWORD + "\1\1";
        return text.contains(PASSWORD)
                || text.contains(base64(PASSWORD))
                || text.contains(base64(plain))
                || text.contains(base64(token));
    }

    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
