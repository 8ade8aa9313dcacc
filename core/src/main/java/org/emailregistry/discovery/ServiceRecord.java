package org.emailregistry.discovery;

import static java.util.Objects.requireNonNull;

/**
 * A DNS SRV record: the location of a service (RFC 2782). The numbers, 0 to 65535 in DNS, are not checked.
 *
 * @param priority lower values are tried first
 * @param weight among records of one priority, greater values are preferred
 * @param port the port; 0 if the service does not exist
 * @param target the host name; a single dot if the service does not exist
 */
public record ServiceRecord(int priority, int weight, int port, String target) {
    /**
     * Checks the target.
     *
     * @throws NullPointerException if the target is null
     */
    public ServiceRecord {
        requireNonNull(target, "target");
    }
}
