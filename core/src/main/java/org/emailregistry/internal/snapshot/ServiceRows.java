package org.emailregistry.internal.snapshot;

import static java.util.stream.Collectors.toCollection;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.emailregistry.address.DomainName;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;

/** Converts services to and from stored rows. Rows are validated like untrusted input. */
public final class ServiceRows {
    private ServiceRows() {}

    /**
     * Reads a stored corporate service.
     *
     * @throws IllegalArgumentException if the row is invalid, with the reason as its message
     */
    static EmailService read(ServiceRow row, ServiceDefinition definition) {
        ServiceName.flaw(definition.name()).ifPresent(flaw -> {
            throw new IllegalArgumentException("name: " + flaw);
        });
        Set<AuthenticationMethod> authenticationMethods = definition.authenticationMethods().stream()
                .map(AuthenticationMethod::valueOf)
                .collect(toCollection(() -> EnumSet.noneOf(AuthenticationMethod.class)));
        if (authenticationMethods.isEmpty()) {
            throw new IllegalArgumentException("authentication methods: at least one is required, got none");
        }
        return new EmailService(
                row.id(),
                definition.name(),
                EmailService.Kind.CORPORATE,
                read(definition.servers()),
                authenticationMethods,
                row.hidden(),
                row.revision(),
                definition.trustedCertificates().map(TrustedCertificates::parse),
                readDomains(definition.domains()));
    }

    private static Set<String> readDomains(List<String> domains) {
        return domains.stream()
                .map(domain -> DomainName.parse(domain).toString())
                .collect(toCollection(TreeSet::new));
    }

    /**
     * Reads stored servers.
     *
     * @throws IllegalArgumentException if they are invalid
     */
    public static ServerSettings read(SettingsRow row) {
        return new ServerSettings(read(row.smtp()), read(row.imap()));
    }

    private static MailServer read(ServerRow row) {
        return new MailServer(
                ServerAddress.parse(row.address()),
                ConnectionSecurity.valueOf(row.security()),
                UserNameFormat.valueOf(row.userNameFormat()));
    }

    public static SettingsRow write(ServerSettings settings) {
        return new SettingsRow(write(settings.smtp()), write(settings.imap()));
    }

    private static ServerRow write(MailServer server) {
        return new ServerRow(
                server.address().toString(),
                server.security().name(),
                server.userNameFormat().name());
    }

    public static ServiceDefinition write(
            String name,
            ServerSettings servers,
            Set<AuthenticationMethod> authenticationMethods,
            Set<String> domains,
            Optional<TrustedCertificates> trustedCertificates,
            List<String> former,
            CatalogVersion version) {
        return new ServiceDefinition(
                name,
                write(servers),
                authenticationMethods.stream()
                        .sorted()
                        .map(AuthenticationMethod::name)
                        .toList(),
                domains.stream().sorted().toList(),
                trustedCertificates.map(TrustedCertificates::pem),
                former,
                version);
    }
}
