package org.emailregistry.workspace.api;

import java.util.Optional;
import java.util.Set;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.LoginForm;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.SignIn;
import org.emailregistry.service.TrustAnchors;

/** A service. */
record ServiceView(
        String id,
        String name,
        EmailService.Kind kind,
        boolean hidden,
        long revision,
        Server smtp,
        Server imap,
        Set<SignIn> signIn,
        Optional<String> trust,
        Set<String> domains) {
    /** One of its servers. */
    record Server(String address, ConnectionSecurity security, LoginForm login) {
        static Server of(MailServer server) {
            return new Server(server.address().toString(), server.security(), server.login());
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
                service.signIn(),
                service.trust().map(TrustAnchors::pem),
                service.domains());
    }
}
