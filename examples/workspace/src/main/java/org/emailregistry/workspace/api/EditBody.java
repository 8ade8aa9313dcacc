package org.emailregistry.workspace.api;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * An edit of a service.
 *
 * @param seenRevision the service's {@code revision} as it was read
 * @param service what it shall be
 * @param token the token of the plan, which confirms what the plan wants confirmed; not needed for a plan
 */
record EditBody(
        long seenRevision,
        @NotNull ServiceBody service,
        @Nullable String token) {}
