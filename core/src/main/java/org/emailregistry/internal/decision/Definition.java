package org.emailregistry.internal.decision;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.emailregistry.internal.vault.Destination;
import org.emailregistry.policy.Field;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SignIn;
import org.emailregistry.service.TrustAnchors;

/** What a valid draft says of a service. */
public record Definition(
        String name, ServerSettings servers, Set<SignIn> signIn, Set<String> domains, Optional<TrustAnchors> trust) {

    static Definition of(EmailService service) {
        return new Definition(service.name(), service.servers(), service.signIn(), service.domains(), service.trust());
    }

    /** A corporate service that is as this says. */
    EmailService service(ServiceId id, boolean hidden, long revision) {
        return new EmailService(
                id, name, EmailService.Kind.CORPORATE, servers, signIn, hidden, revision, trust, domains);
    }

    /** Field by field, for people and for the history. */
    Map<Field, String> fields() {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        fields.put(Field.NAME, name);
        fields.put(Field.SMTP_SERVER, servers.smtp().address().toString());
        fields.put(Field.SMTP_SECURITY, servers.smtp().security().name());
        fields.put(Field.SMTP_LOGIN, servers.smtp().login().name());
        fields.put(Field.IMAP_SERVER, servers.imap().address().toString());
        fields.put(Field.IMAP_SECURITY, servers.imap().security().name());
        fields.put(Field.IMAP_LOGIN, servers.imap().login().name());
        fields.put(Field.SIGN_IN, new TreeSet<>(signIn).toString());
        fields.put(Field.DOMAINS, String.join(" ", new TreeSet<>(domains)));
        fields.put(Field.TRUST, trust.map(TrustAnchors::digest).orElse(""));
        return fields;
    }

    Destination smtp() {
        return Destination.smtp(servers, trust);
    }

    Destination imap() {
        return Destination.imap(servers, trust);
    }
}
