package org.emailregistry.workspace.mail;

import org.emailregistry.ConnectRequest;
import org.emailregistry.account.Credentials;
import org.emailregistry.service.ServiceId;
import org.emailregistry.workspace.form.TypedServers;
import org.jspecify.annotations.Nullable;

/**
 * The form to connect a mailbox, without login and password.
 *
 * @param service the id of the service; empty for servers typed by hand; null if nothing was chosen
 * @param smtp the SMTP server
 * @param useTls not null if "Use TLS" is ticked
 * @param imap the IMAP server
 * @param protection the protection of the IMAP connection
 * @param address the email address, if it is not the login
 * @param smtpLogin the login for sending, if it is another one
 */
record ConnectForm(
        @Nullable String service,
        @Nullable String smtp,
        @Nullable String useTls,
        @Nullable String imap,
        @Nullable String protection,
        @Nullable String address,
        @Nullable String smtpLogin) {
    /** Returns the request; closing it closes the credentials. */
    ConnectRequest request(Credentials credentials) {
        ConnectRequest request = service == null || service.isEmpty()
                ? new TypedServers(smtp, useTls, imap, protection).request(credentials)
                : ConnectRequest.toService(new ServiceId(service), credentials);
        return request.withAddress(typed(address)).withSmtpLogin(typed(smtpLogin));
    }

    private static @Nullable String typed(@Nullable String input) {
        return input == null || input.isBlank() ? null : input;
    }
}
