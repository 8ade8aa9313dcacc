package org.emailregistry.workspace.api;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * An edit of a service.
 *
 * @param seenRevision the {@code revision} of the service that the caller read
 * @param service the new settings
 * @param token the token of the plan, which confirms its {@code confirmations}; not needed to get a plan
 */
record EditBody(
        long seenRevision,
        @NotNull ServiceBody service,
        @Nullable String token) {}
