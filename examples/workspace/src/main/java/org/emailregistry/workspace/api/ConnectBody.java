package org.emailregistry.workspace.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.emailregistry.ConnectRequest;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceId;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox to connect: at an offered service, or ("Other") at servers that the user names.
 *
 * @param service the id of the service; without a service, both servers are required
 * @param smtpServer {@code host:port}
 * @param smtpSecurity the protection of the SMTP connection
 * @param imapServer {@code host:port}
 * @param imapSecurity the protection of the IMAP connection
 * @param address the email address, if it differs from the login
 * @param login the login
 * @param smtpLogin the login for SMTP, if it is another one
 * @param password the password
 */
record ConnectBody(
        @Schema(type = "string") @Nullable ServiceId service,

        @Nullable String smtpServer,
        @Nullable ConnectionSecurity smtpSecurity,
        @Nullable String imapServer,
        @Nullable ConnectionSecurity imapSecurity,
        @Nullable String address,
        @Nullable String login,
        @Nullable String smtpLogin,

        @Schema(type = "string", format = "password", accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable
        Secret password)
        implements AutoCloseable {
    ConnectRequest request() {
        Credentials credentials = Credentials.password(login, password);
        ConnectRequest request = service == null
                ? ConnectRequest.manual(credentials)
                        .withSmtp(smtpServer, smtpSecurity)
                        .withImap(imapServer, imapSecurity)
                : ConnectRequest.toService(service, credentials);
        return request.withAddress(address).withSmtpLogin(smtpLogin);
    }

    @Override
    public void close() {
        if (password != null) {
            password.close();
        }
    }
}
