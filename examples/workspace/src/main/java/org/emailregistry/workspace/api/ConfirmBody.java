package org.emailregistry.workspace.api;

import jakarta.validation.constraints.NotNull;

/**
 * A confirmation of the stored servers of a service.
 *
 * @param token the token of the plan that shows them
 */
record ConfirmBody(@NotNull String token) {}
