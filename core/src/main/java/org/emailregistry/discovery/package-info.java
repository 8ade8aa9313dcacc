/**
 * What a domain publishes of its mail servers: configuration files of mail clients, and SRV records (RFC 6186).
 *
 * <p>Begin with {@link org.emailregistry.discovery.Discovery}.
 */
@NullMarked
package org.emailregistry.discovery;

import org.jspecify.annotations.NullMarked;
