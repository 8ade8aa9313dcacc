package org.emailregistry.discovery;

import static java.util.Objects.requireNonNull;

/**
 * A DNS record that says where a service is (RFC 2782).
 *
 * @param priority lower ones come first
 * @param weight of those with one priority, greater ones are preferred
 * @param port the port; 0 if there is no such service
 * @param target the host, a single dot if there is no such service
 */
public record ServiceRecord(int priority, int weight, int port, String target) {
    /**
     * Checks that there is a target.
     *
     * @throws NullPointerException if it is null
     */
    public ServiceRecord {
        requireNonNull(target, "target");
    }
}
