package org.emailregistry.workspace.api;

import jakarta.validation.constraints.NotBlank;

/**
 * A folder of a mailbox.
 *
 * @param folder its name
 */
record FolderBody(@NotBlank String folder) {}
