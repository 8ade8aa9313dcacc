package org.emailregistry.workspace.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A new login and password for a mailbox.
 *
 * @param login the login
 * @param password the password
 */
record CredentialsBody(
        @Nullable String login,

        @Schema(type = "string", format = "password", accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable
        Secret password)
        implements AutoCloseable {
    Credentials credentials() {
        return Credentials.password(login, password);
    }

    @Override
    public void close() {
        if (password != null) {
            password.close();
        }
    }
}
