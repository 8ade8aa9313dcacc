package org.emailregistry.benchmarks;

import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.service.UserNameFormat;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.mailer.MailerBuilder;

/** Different clients that find out whether a login to a mail server on this machine works. */
final class MailClients {
    private static final String LOGIN = "erika@acme.example";
    private static final String PASSWORD = "not a secret";

    /** A port without a server. */
    private static final MailServer NOBODY = server(1, ConnectionSecurity.TLS);

    private MailClients() {}

    /** The server and the login to test. */
    record Target(boolean imap, ConnectionSecurity security, int port) {
        ServerSettings settings() {
            MailServer tested = server(port, security);
            return imap ? new ServerSettings(NOBODY, tested) : new ServerSettings(tested, NOBODY);
        }

        private String protocol() {
            return (imap ? "imap" : "smtp") + (security == ConnectionSecurity.TLS ? "s" : "");
        }
    }

    static MailServer server(int port, ConnectionSecurity security) {
        return new MailServer(ServerAddress.parse(Certificate.HOST + ":" + port), security, UserNameFormat.AS_TYPED);
    }

    static final ConnectionSettings HERE =
            ConnectionSettings.recommended().withResolver(host -> List.of(InetAddress.getLoopbackAddress()));

    /** Does no more than the other clients do. */
    static SocketProbe.Builder probe() {
        return SocketProbe.builder().settings(HERE).loginOnly();
    }

    static SocketProbe probe(Executor executor, int concurrent) {
        return probe().settings(HERE.withExecutor(executor))
                .maximumConcurrent(concurrent)
                .build();
    }

    static ProbeReport ours(SocketProbe probe, ServerSettings settings, TrustedCertificates trust, Duration deadline) {
        try (Secret secret = Secret.of(PASSWORD);
                Credentials credentials = Credentials.password(LOGIN, secret)) {
            return probe.probe(new ProbeRequest(
                    settings,
                    Optional.of(credentials),
                    Origin.ADMINISTRATOR,
                    NetworkGuard.recommended(),
                    Optional.of(trust),
                    deadline));
        }
    }

    /** Logs in and out, as Angus does by default. */
    static void angus(Target target, SSLContext tls, Duration timeout) throws MessagingException {
        try (Service service = service(target, properties(target, tls, timeout))) {
            service.connect(Certificate.ADDRESS, target.port, LOGIN, PASSWORD);
        }
    }

    /** Logs in, and does not wait for the answer to the logout. */
    static Service angusTuned(Target target, SSLContext tls, Duration timeout) throws MessagingException {
        Properties properties = properties(target, tls, timeout);
        String prefix = "mail." + target.protocol() + ".";
        properties.put(prefix + "auth.mechanisms", "PLAIN");
        properties.put(prefix + "quitwait", "false");
        Service service = service(target, properties);
        service.connect(Certificate.ADDRESS, target.port, LOGIN, PASSWORD);
        return service;
    }

    private static Service service(Target target, Properties properties) throws MessagingException {
        Session session = Session.getInstance(properties);
        return target.imap ? session.getStore(target.protocol()) : session.getTransport(target.protocol());
    }

    private static Properties properties(Target target, SSLContext tls, Duration timeout) {
        var properties = new Properties();
        String prefix = "mail." + target.protocol() + ".";
        properties.put(prefix + "auth", "true");
        properties.put(prefix + "ssl.socketFactory", tls.getSocketFactory());
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "connectiontimeout", String.valueOf(timeout.toMillis()));
        properties.put(prefix + "timeout", String.valueOf(timeout.toMillis()));
        properties.put(prefix + "writetimeout", String.valueOf(timeout.toMillis()));
        if (target.security == ConnectionSecurity.STARTTLS) {
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "starttls.required", "true");
        }
        return properties;
    }

    /** Tests SMTP only, because Simple Java Mail has no IMAP. */
    static void simpleJavaMail(Target target, Duration timeout) {
        TransportStrategy strategy = switch (target.security) {
            case NONE -> TransportStrategy.SMTP;
            case STARTTLS -> TransportStrategy.SMTP_TLS;
            case TLS -> TransportStrategy.SMTPS;
        };
        MailerBuilder.withSMTPServer(Certificate.ADDRESS, target.port, LOGIN, PASSWORD)
                .withTransportStrategy(strategy)
                .trustingAllHosts(true)
                .verifyingServerIdentity(false)
                .withSessionTimeout(Math.toIntExact(timeout.toMillis()))
                .buildMailer()
                .testConnection();
    }
}
