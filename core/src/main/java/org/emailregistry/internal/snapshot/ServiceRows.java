package org.emailregistry.internal.snapshot;

import static java.util.stream.Collectors.toCollection;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.emailregistry.address.DomainName;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.LoginForm;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.SignIn;
import org.emailregistry.service.TrustAnchors;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;

/** Between services and their rows. What comes from a store is judged as if a stranger had typed it. */
public final class ServiceRows {
    private ServiceRows() {}

    /**
     * A corporate service as stored, read again.
     *
     * @throws IllegalArgumentException if it is none, with the reason as its message
     */
    static EmailService read(ServiceRow row, ServiceDefinition definition) {
        ServiceName.flaw(definition.name()).ifPresent(flaw -> {
            throw new IllegalArgumentException("name: " + flaw);
        });
        Set<SignIn> signIn = definition.signIn().stream()
                .map(SignIn::valueOf)
                .collect(toCollection(() -> EnumSet.noneOf(SignIn.class)));
        if (signIn.isEmpty()) {
            throw new IllegalArgumentException("sign-in: none");
        }
        return new EmailService(
                row.id(),
                definition.name(),
                EmailService.Kind.CORPORATE,
                read(definition.servers()),
                signIn,
                row.hidden(),
                row.revision(),
                definition.trust().map(TrustAnchors::parse),
                readDomains(definition.domains()));
    }

    private static Set<String> readDomains(List<String> domains) {
        return domains.stream()
                .map(domain -> DomainName.parse(domain).toString())
                .collect(toCollection(TreeSet::new));
    }

    /**
     * Servers as stored, read again.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static ServerSettings read(SettingsRow row) {
        return new ServerSettings(read(row.smtp()), read(row.imap()));
    }

    private static MailServer read(ServerRow row) {
        return new MailServer(
                ServerAddress.parse(row.address()),
                ConnectionSecurity.valueOf(row.security()),
                LoginForm.valueOf(row.login()));
    }

    public static SettingsRow write(ServerSettings settings) {
        return new SettingsRow(write(settings.smtp()), write(settings.imap()));
    }

    private static ServerRow write(MailServer server) {
        return new ServerRow(
                server.address().toString(),
                server.security().name(),
                server.login().name());
    }

    public static ServiceDefinition write(
            String name,
            ServerSettings servers,
            Set<SignIn> signIn,
            Set<String> domains,
            Optional<TrustAnchors> trust,
            List<String> former,
            CatalogVersion version) {
        return new ServiceDefinition(
                name,
                write(servers),
                signIn.stream().sorted().map(SignIn::name).toList(),
                domains.stream().sorted().toList(),
                trust.map(TrustAnchors::pem),
                former,
                version,
                Optional.empty());
    }
}
