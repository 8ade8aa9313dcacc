package org.emailregistry.internal.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.Suggestion;
import org.emailregistry.internal.EmailAddress;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SetupHint;
import org.emailregistry.service.StandardService;

/** Suggests a service for an email address by its exact domain, in a time independent of the number of services. */
public final class Suggestions {
    private final Map<ServiceId, List<SetupHint>> setup = new HashMap<>();
    private final Map<String, StandardService> known = new HashMap<>();

    /**
     * Indexes the standard services.
     *
     * @param listed the standard services in the catalog
     * @param known services outside the catalog that may be suggested for manual entry
     * @param tokens whether the host has a token source
     */
    public Suggestions(List<StandardService> listed, List<StandardService> known, boolean tokens) {
        for (StandardService service : listed) {
            setup.put(service.id(), service.setup());
        }
        for (StandardService service : known) {
            boolean usable = tokens || service.authenticationMethods().contains(AuthenticationMethod.PASSWORD);
            if (usable && !service.retired()) {
                StandardService offered =
                        tokens ? service : service.withAuthenticationMethods(Set.of(AuthenticationMethod.PASSWORD));
                service.domains().forEach(domain -> this.known.putIfAbsent(domain, offered));
            }
        }
    }

    public Optional<Suggestion> of(String address, Snapshot snapshot) {
        Optional<String> domain = EmailAddress.normalize(address).map(a -> a.substring(a.lastIndexOf('@') + 1));
        return domain.flatMap(snapshot::offered)
                .map(this::offered)
                .or(() -> domain.flatMap(d -> Optional.ofNullable(known.get(d)))
                        .filter(service -> mayBeTyped(service, snapshot))
                        .map(Suggestions::typed));
    }

    private Suggestion offered(EmailService service) {
        return new Suggestion(
                service.name(),
                Optional.of(service.id()),
                service.servers(),
                service.authenticationMethods(),
                setup.getOrDefault(service.id(), List.of()));
    }

    private static Suggestion typed(StandardService service) {
        return new Suggestion(
                service.name(), Optional.empty(), service.servers(), service.authenticationMethods(), service.setup());
    }

    /**
     * Returns whether manual entry is allowed, the service is not in the catalog, and neither of its hosts belongs to a
     * hidden service.
     */
    private static boolean mayBeTyped(StandardService service, Snapshot snapshot) {
        return snapshot.offer().manualEntryAllowed()
                && snapshot.entry(service.id()) == null
                && !snapshot.hiddenHosts()
                        .contains(service.servers().smtp().address().host())
                && !snapshot.hiddenHosts()
                        .contains(service.servers().imap().address().host());
    }
}
