package org.emailregistry;

import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;

/**
 * What attaching accounts with servers of their own to a service would do.
 *
 * @param service the service
 * @param name its name
 * @param servers the servers that an account must have
 * @param manualAccounts how many accounts with servers of their own there are; {@link ManualAccounts#candidates} lists
 *     those that would be attached
 * @param token goes stale when the service is edited
 */
public record AttachmentPlan(ServiceId service, String name, ServerSettings servers, long manualAccounts, String token)
        implements Plan {}
