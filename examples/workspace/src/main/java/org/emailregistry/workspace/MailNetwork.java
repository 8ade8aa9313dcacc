package org.emailregistry.workspace;

import org.emailregistry.connection.HostResolver;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.NetworkGuard;

/**
 * Where mail servers are looked for, and which are accepted.
 *
 * @param resolver where the addresses of names come from
 * @param policy what server settings may be
 * @param guard which network addresses may be connected to
 */
public record MailNetwork(HostResolver resolver, ConnectionPolicy policy, NetworkGuard guard) {}
