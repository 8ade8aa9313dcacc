package org.emailregistry;

import org.emailregistry.service.ServiceId;

/**
 * What a removal would do.
 *
 * @param service the service
 * @param name its name
 * @param affectedAccounts how many accounts will stop working; {@code Administration.usersOf} lists whose they are
 * @param token goes stale when an account arrives, or the service is edited
 */
public record RemovalPlan(ServiceId service, String name, long affectedAccounts, String token) implements Plan {}
