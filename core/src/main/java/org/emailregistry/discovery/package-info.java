/**
 * Finds the mail servers of a domain: in the list of standard services, and in the data that the domain publishes,
 * configuration files for mail clients and SRV records (RFC 6186).
 *
 * <p>Start with {@link org.emailregistry.discovery.Discovery}.
 */
@NullMarked
package org.emailregistry.discovery;

import org.jspecify.annotations.NullMarked;
