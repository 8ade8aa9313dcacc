package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import org.emailregistry.address.ServerAddress;

/**
 * One mail server: where it is, how the connection to it is protected, and what it wants as user name.
 *
 * @param address host and port
 * @param security the protection of the connection
 * @param login what the server wants as user name
 */
public record MailServer(ServerAddress address, ConnectionSecurity security, LoginForm login) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public MailServer {
        requireNonNull(address, "address");
        requireNonNull(security, "security");
        requireNonNull(login, "login");
    }
}
