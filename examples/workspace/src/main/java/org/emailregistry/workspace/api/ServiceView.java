package org.emailregistry.workspace.api;

import java.util.Optional;
import java.util.Set;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.service.UserNameFormat;

/** A service. */
record ServiceView(
        String id,
        String name,
        EmailService.Kind kind,
        boolean hidden,
        long revision,
        Server smtp,
        Server imap,
        Set<AuthenticationMethod> authenticationMethods,
        Optional<String> trustedCertificates,
        Set<String> domains) {
    /** A server of the service. */
    record Server(String address, ConnectionSecurity security, UserNameFormat login) {
        static Server of(MailServer server) {
            return new Server(server.address().toString(), server.security(), server.userNameFormat());
        }
    }

    static ServiceView of(EmailService service) {
        return new ServiceView(
                service.id().value(),
                service.name(),
                service.kind(),
                service.hidden(),
                service.revision(),
                Server.of(service.servers().smtp()),
                Server.of(service.servers().imap()),
                service.authenticationMethods(),
                service.trustedCertificates().map(TrustedCertificates::pem),
                service.domains());
    }
}
