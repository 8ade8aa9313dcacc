package org.emailregistry.workspace.api;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A service to test before it is saved.
 *
 * @param service the service; it needs no name yet
 * @param login the login; without a login, the test ends before logging in
 * @param password the password
 */
record TestBody(
        @NotNull ServiceBody service,
        @Nullable String login,

        @Schema(type = "string", format = "password", accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable
        Secret password)
        implements AutoCloseable {
    Optional<Credentials> credentials() {
        return login == null && password == null
                ? Optional.empty()
                : Optional.of(Credentials.password(login, password));
    }

    @Override
    public void close() {
        if (password != null) {
            password.close();
        }
    }
}
