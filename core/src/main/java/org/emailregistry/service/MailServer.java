package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import org.emailregistry.address.ServerAddress;

/**
 * A mail server: its address, its connection security and its user names. Immutable.
 *
 * @param address host and port
 * @param security the security of the connection
 * @param userNameFormat the user name that the server expects
 */
public record MailServer(ServerAddress address, ConnectionSecurity security, UserNameFormat userNameFormat) {
    /**
     * Creates a server.
     *
     * @throws NullPointerException if a component is null
     */
    public MailServer {
        requireNonNull(address, "address");
        requireNonNull(security, "security");
        requireNonNull(userNameFormat, "userNameFormat");
    }
}
