package org.emailregistry;

import static java.util.Objects.requireNonNull;

import org.emailregistry.service.ServiceId;

/**
 * The effect of a removal, made by {@link Administration#planRemoval}. Immutable.
 *
 * @param service the id of the service
 * @param name the name of the service
 * @param accounts the number of accounts that will stop working; {@link Administration#usersOf} lists their owners
 * @param token the token for {@link Administration#remove}; becomes stale when an account arrives at the service,
 *     the service is edited or its destinations are confirmed
 */
public record RemovalPlan(ServiceId service, String name, long accounts, String token) implements Plan {
    /**
     * Creates a plan.
     *
     * @throws NullPointerException if a component is null
     */
    public RemovalPlan {
        requireNonNull(service, "service");
        requireNonNull(name, "name");
        requireNonNull(token, "token");
    }

    /**
     * Returns a plan with an empty name and zero accounts, for a web application that keeps only the service and the
     * token between two requests. The plan can also be used to repeat a removal whose outcome is unknown, because the
     * removal of a service that is already removed cannot be planned.
     */
    public static RemovalPlan of(ServiceId service, String token) {
        return new RemovalPlan(service, "", 0, token);
    }
}
