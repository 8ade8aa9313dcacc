package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SetupHint;
import org.emailregistry.service.SignIn;

/**
 * What an email address points to.
 *
 * @param name the service's name
 * @param service the service on offer to choose; empty if it is not on the list, and its servers are to be filled into
 *     "Other"
 * @param servers its servers
 * @param signIn the ways of signing in
 * @param setup what the user has to know or do first
 */
public record Suggestion(
        String name, Optional<ServiceId> service, ServerSettings servers, Set<SignIn> signIn, List<SetupHint> setup) {
    /**
     * Copies the collections.
     *
     * @throws NullPointerException if a component is null
     */
    public Suggestion {
        requireNonNull(name, "name");
        requireNonNull(service, "service");
        requireNonNull(servers, "servers");
        signIn = Set.copyOf(signIn);
        setup = List.copyOf(setup);
    }
}
