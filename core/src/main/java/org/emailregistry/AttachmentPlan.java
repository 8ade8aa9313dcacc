package org.emailregistry;

import static java.util.Objects.requireNonNull;

import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;

/**
 * The effect of attaching manual accounts to a service, made by {@link ManualAccounts#planAttachment}. Immutable.
 *
 * @param service the id of the service
 * @param name the name of the service
 * @param servers the servers of the service; only accounts with exactly these servers are attached
 * @param accounts the number of all manual accounts; {@link ManualAccounts#candidates} lists those that would be
 *     attached
 * @param token the token for {@link ManualAccounts#attach}; becomes stale when the service is edited or
 *     its destinations are confirmed
 */
public record AttachmentPlan(ServiceId service, String name, ServerSettings servers, long accounts, String token)
        implements Plan {
    /**
     * Creates a plan.
     *
     * @throws NullPointerException if a component is null
     */
    public AttachmentPlan {
        requireNonNull(service, "service");
        requireNonNull(name, "name");
        requireNonNull(servers, "servers");
        requireNonNull(token, "token");
    }
}
