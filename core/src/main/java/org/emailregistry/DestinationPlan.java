package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TrustedCertificates;

/**
 * The servers of a service as they are stored now, for an administrator to confirm; made by
 * {@link Administration#planDestinations}. Immutable.
 *
 * @param service the id of the service
 * @param name the name of the service
 * @param servers the stored servers
 * @param trustedCertificates the stored certificates of a private certificate authority, or the stored pin; empty for the
 *     platform's authorities
 * @param hidden whether the service is hidden from users
 * @param defect why the registry does not use the stored servers, in English, without secrets; empty if it uses them
 * @param accounts the number of accounts that refer to the service
 * @param token the token for {@link Administration#confirmDestinations}; becomes stale when the stored service changes
 */
public record DestinationPlan(
        ServiceId service,
        String name,
        ServerSettings servers,
        Optional<TrustedCertificates> trustedCertificates,
        boolean hidden,
        Optional<String> defect,
        long accounts,
        String token)
        implements Plan {
    /**
     * Creates a plan.
     *
     * @throws NullPointerException if a component is null
     */
    public DestinationPlan {
        requireNonNull(service, "service");
        requireNonNull(name, "name");
        requireNonNull(servers, "servers");
        requireNonNull(trustedCertificates, "trustedCertificates");
        requireNonNull(defect, "defect");
        requireNonNull(token, "token");
    }
}
