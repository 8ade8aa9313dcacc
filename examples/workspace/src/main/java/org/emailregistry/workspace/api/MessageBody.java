package org.emailregistry.workspace.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A message to send.
 *
 * @param to the recipients, separated by commas
 * @param subject the subject
 * @param text the text
 */
record MessageBody(
        @NotBlank String to,
        @NotNull @Size(max = 900) String subject,
        @NotNull @Size(max = 1_000_000) String text) {}
