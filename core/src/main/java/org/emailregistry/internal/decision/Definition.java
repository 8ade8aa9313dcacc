package org.emailregistry.internal.decision;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.emailregistry.internal.vault.Destination;
import org.emailregistry.policy.Field;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TrustedCertificates;

/** The content of a valid draft: a service without its id. */
public record Definition(
        String name,
        ServerSettings servers,
        Set<AuthenticationMethod> authenticationMethods,
        Set<String> domains,
        Optional<TrustedCertificates> trustedCertificates) {

    static Definition of(EmailService service) {
        return new Definition(
                service.name(),
                service.servers(),
                service.authenticationMethods(),
                service.domains(),
                service.trustedCertificates());
    }

    /** Returns a corporate service with this definition. */
    EmailService service(ServiceId id, boolean hidden, long revision) {
        return new EmailService(
                id,
                name,
                EmailService.Kind.CORPORATE,
                servers,
                authenticationMethods,
                hidden,
                revision,
                trustedCertificates,
                domains);
    }

    /** Returns the value of each field as text, for people and for the history. */
    Map<Field, String> fields() {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        fields.put(Field.NAME, name);
        fields.put(Field.SMTP_SERVER, servers.smtp().address().toString());
        fields.put(Field.SMTP_SECURITY, servers.smtp().security().name());
        fields.put(Field.SMTP_USER_NAME_FORMAT, servers.smtp().userNameFormat().name());
        fields.put(Field.IMAP_SERVER, servers.imap().address().toString());
        fields.put(Field.IMAP_SECURITY, servers.imap().security().name());
        fields.put(Field.IMAP_USER_NAME_FORMAT, servers.imap().userNameFormat().name());
        fields.put(Field.AUTHENTICATION_METHODS, new TreeSet<>(authenticationMethods).toString());
        fields.put(Field.DOMAINS, String.join(" ", new TreeSet<>(domains)));
        fields.put(
                Field.TRUSTED_CERTIFICATES,
                trustedCertificates.map(TrustedCertificates::digest).orElse(""));
        return fields;
    }

    Destination smtp() {
        return Destination.smtp(servers, trustedCertificates);
    }

    Destination imap() {
        return Destination.imap(servers, trustedCertificates);
    }
}
