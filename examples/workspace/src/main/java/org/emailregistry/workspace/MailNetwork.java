package org.emailregistry.workspace;

import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.NetworkGuard;

/**
 * How the application connects to mail servers, and which servers it accepts.
 *
 * @param settings how the application connects to mail servers
 * @param policy which server settings are accepted
 * @param guard to which network addresses connections are allowed
 */
public record MailNetwork(ConnectionSettings settings, ConnectionPolicy policy, NetworkGuard guard) {}
