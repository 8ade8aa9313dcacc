/**
 * Finds the mail servers of a domain in its published data: configuration files of mail clients and SRV records (RFC
 * 6186).
 *
 * <p>Start with {@link org.emailregistry.discovery.Discovery}.
 */
@NullMarked
package org.emailregistry.discovery;

import org.jspecify.annotations.NullMarked;
