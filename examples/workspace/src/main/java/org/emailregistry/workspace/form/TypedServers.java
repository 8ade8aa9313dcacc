package org.emailregistry.workspace.form;

import org.emailregistry.ConnectRequest;
import org.emailregistry.account.Credentials;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.jspecify.annotations.Nullable;

/**
 * Servers as an administrator or a user types them.
 *
 * @param smtp the SMTP server
 * @param useTls not null if "Use TLS" is ticked
 * @param imap the IMAP server
 * @param protection the name of the protection of the IMAP connection
 */
public record TypedServers(
        @Nullable String smtp,
        @Nullable String useTls,
        @Nullable String imap,
        @Nullable String protection) {
    /** Returns the draft with these servers. */
    public ServiceDraft in(ServiceDraft draft) {
        return draft.withSmtp(smtp, useTls != null).withImap(imap, security());
    }

    /** Returns a request to connect a mailbox at these servers. */
    public ConnectRequest request(Credentials credentials) {
        return ConnectRequest.manual(credentials).withSmtp(smtp, useTls != null).withImap(imap, security());
    }

    private @Nullable ConnectionSecurity security() {
        for (ConnectionSecurity each : ConnectionSecurity.values()) {
            if (each.name().equals(protection)) {
                return each;
            }
        }
        return null;
    }
}
