package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SetupHint;

/**
 * The service that an email address belongs to, found by {@link EmailServiceRegistry#suggest}. Immutable.
 *
 * @param name the name of the service
 * @param service the id of the service on offer; empty if the service is not on offer and its servers can be filled
 *     into "Other"
 * @param servers the servers of the service
 * @param authenticationMethods the authentication methods that the service accepts and the host application supports
 * @param setup the steps to take before the user can connect, in order
 */
public record Suggestion(
        String name,
        Optional<ServiceId> service,
        ServerSettings servers,
        Set<AuthenticationMethod> authenticationMethods,
        List<SetupHint> setup) {
    /**
     * Makes unmodifiable copies of the collections.
     *
     * @throws NullPointerException if a component is null
     */
    public Suggestion {
        requireNonNull(name, "name");
        requireNonNull(service, "service");
        requireNonNull(servers, "servers");
        authenticationMethods = Set.copyOf(authenticationMethods);
        setup = List.copyOf(setup);
    }
}
