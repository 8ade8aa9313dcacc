package org.emailregistry.workspace;

import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.NetworkGuard;

/**
 * How mail servers are connected to, and which are accepted.
 *
 * @param settings how mail servers are connected to
 * @param policy what server settings may be
 * @param guard which network addresses may be connected to
 */
public record MailNetwork(ConnectionSettings settings, ConnectionPolicy policy, NetworkGuard guard) {}
