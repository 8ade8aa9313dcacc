package org.emailregistry.internal.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.Suggestion;
import org.emailregistry.internal.EmailAddress;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SetupHint;
import org.emailregistry.service.SignIn;
import org.emailregistry.service.StandardService;

/** Finds the service of an email address by its exact domain, in a time that does not depend on the length of the list. */
public final class Suggestions {
    private final Map<ServiceId, List<SetupHint>> setup = new HashMap<>();
    private final Map<String, StandardService> known = new HashMap<>();

    /**
     * Indexes what does not change.
     *
     * @param listed the standard services of the list
     * @param known services that may be suggested for manual entry although they are not on the list
     * @param tokens whether the host has a source of tokens
     */
    public Suggestions(List<StandardService> listed, List<StandardService> known, boolean tokens) {
        for (StandardService service : listed) {
            setup.put(service.id(), service.setup());
        }
        for (StandardService service : known) {
            boolean usable = tokens || service.signIn().contains(SignIn.PASSWORD);
            if (usable && !service.retired()) {
                StandardService offered = tokens ? service : service.withSignIn(Set.of(SignIn.PASSWORD));
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
                service.signIn(),
                setup.getOrDefault(service.id(), List.of()));
    }

    private static Suggestion typed(StandardService service) {
        return new Suggestion(service.name(), Optional.empty(), service.servers(), service.signIn(), service.setup());
    }

    /** Whether manual entry is allowed, and would not be a way round a service that is kept from users. */
    private static boolean mayBeTyped(StandardService service, Snapshot snapshot) {
        return snapshot.offer().manualEntryAllowed()
                && snapshot.entry(service.id()) == null
                && !snapshot.hiddenHosts()
                        .contains(service.servers().smtp().address().host())
                && !snapshot.hiddenHosts()
                        .contains(service.servers().imap().address().host());
    }
}
